// The tests of memory count what the whole process holds.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

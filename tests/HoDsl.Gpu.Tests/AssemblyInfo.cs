// The tests of memory count what the whole process holds.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

// No test leaves a native tensor behind.
[assembly: HoDsl.Tests.NoLeaks]

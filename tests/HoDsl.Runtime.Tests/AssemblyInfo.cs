// Torch's generator, its threads and its memory figures belong to the process: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

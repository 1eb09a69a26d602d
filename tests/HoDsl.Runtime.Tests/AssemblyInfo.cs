// Torch's generator, its threads and its memory figures belong to the process: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

// No test leaves a native tensor behind.
[assembly: HoDsl.Tests.NoLeaks]

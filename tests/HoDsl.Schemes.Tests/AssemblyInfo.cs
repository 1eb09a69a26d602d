// Torch's generator belongs to the process: one test at a time.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

// No test leaves a native tensor behind.
[assembly: HoDsl.Tests.NoLeaks]

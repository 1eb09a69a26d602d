using System.Runtime.InteropServices;

namespace HoDsl.Bench.OperatorSpeed;

/// <summary>The processor time of this thread, which other programs do not add to; what Python calls time.thread_time().</summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3;

    public static double Seconds
    {
        get
        {
            _ = clock_gettime(ThreadCpuTime, out var time);
            return time.Seconds + (time.Nanoseconds * 1e-9);
        }
    }

    [LibraryImport("libc")]
    private static partial int clock_gettime(int clock, out Timespec time);

    private struct Timespec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}

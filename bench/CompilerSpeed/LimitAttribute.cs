using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Reports;

namespace HoDsl.Bench.CompilerSpeed;

/// <summary>How long a benchmark may take.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LimitAttribute(double milliseconds) : Attribute
{
    /// <summary>Prints the times beside their limits; how many exceed them, or did not run.</summary>
    public static int Report(Summary summary, bool isSmoke)
    {
        var failures = 0;
        foreach (var report in summary.Reports)
        {
            var limit = report.BenchmarkCase.Descriptor.WorkloadMethod.GetCustomAttribute<LimitAttribute>()!.Milliseconds;
            var time = report.ResultStatistics?.Mean / 1e6;
            var isWithin = isSmoke ? time is not null : time < limit;
            failures += isWithin ? 0 : 1;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(isWithin ? "  " : "! ")}{report.BenchmarkCase.Descriptor.DisplayInfo} {report.BenchmarkCase.Parameters.DisplayInfo}: {time:F1} ms, limit {limit:F0} ms"));
        }
        return failures + (summary.HasCriticalValidationErrors ? 1 : 0);
    }

    private double Milliseconds => milliseconds;
}

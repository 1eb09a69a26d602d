using System.Diagnostics;

namespace HoDsl.Bench.Fuzz;

/// <summary>Runs the cases in a process of its own, so that one that ends the process is found too: a stack that overflows, memory that runs out.</summary>
internal static class Supervisor
{
    /// <summary>Runs all cases; the exit code.</summary>
    public static int Run(Options options, string[] args)
    {
        var progress = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(progress, [.. Enumerable.Repeat((byte)0xFF, options.Workers * sizeof(long))]);
            var status = Start([.. args, "--progress", progress]);
            if (status is 0 or 1)
                return status;
            Console.WriteLine($"the process ended with status {status}; each case that it was at is run alone.");
            foreach (var index in InFlight(progress).Where(index => Start(["--seed", $"{options.Seed}", "--index", $"{index}", "--save", options.Save]) is not (0 or 1)))
                HoDsl.Bench.Fuzz.Run.Report(options, index, "ends the process");
            return 1;
        }
        finally
        {
            File.Delete(progress);
        }
    }

    private static IEnumerable<long> InFlight(string progress) =>
        File.ReadAllBytes(progress).Chunk(sizeof(long)).Select(bytes => BitConverter.ToInt64(bytes)).Where(index => index >= 0);

    private static int Start(IEnumerable<string> args)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, args))!;
        process.WaitForExit();
        return process.ExitCode;
    }
}

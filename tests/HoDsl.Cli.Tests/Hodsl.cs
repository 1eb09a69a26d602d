using System.Diagnostics;
using System.Text;

namespace HoDsl.Cli.Tests;

/// <summary>Runs the program as a user does, in a process of its own.</summary>
internal static class Hodsl
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "hodsl.dll");

    /// <summary>Runs a command line to its end.</summary>
    public static Outcome Run(params string[] arguments) => Run(whenPrinted: null, arguments);

    /// <summary>Runs a command line, and does something with the process as soon as it has printed a certain text.</summary>
    public static Outcome Run((string Text, Action<Process> Act)? whenPrinted, params string[] arguments)
    {
        using var process = Start(arguments);
        return Ended(process, whenPrinted);
    }

    /// <summary>Runs a command line that is to compute in a number of threads of its own.</summary>
    public static Outcome RunInThreads(int threads, params string[] arguments)
    {
        using var process = StartInThreads(threads, arguments);
        return Ended(process);
    }

    /// <summary>Runs a command line with some environment variables set.</summary>
    public static Outcome RunWith(Dictionary<string, string> environment, params string[] arguments) => RunWith(environment, whenPrinted: null, arguments);

    /// <summary>The same, and does something with the process as soon as it has printed a certain text.</summary>
    public static Outcome RunWith(Dictionary<string, string> environment, (string Text, Action<Process> Act)? whenPrinted, params string[] arguments)
    {
        using var process = StartInThreads(1, arguments, environment);
        return Ended(process, whenPrinted);
    }

    /// <summary>Runs a command line that is refused before anything is done, without a process of its own: nothing is printed but the reason.</summary>
    public static Outcome Refused(params string[] arguments)
    {
        using var errors = new StringWriter();
        return new Outcome(CommandLine.Run(arguments, errors), "", errors.ToString());
    }

    /// <summary>Starts a command line whose output the caller reads. It computes in one thread, so that many starts are quick.</summary>
    public static Process Start(params string[] arguments) => StartInThreads(1, arguments);

    /// <summary>Sends a signal by its name, with the shell's own kill: a small machine has no other.</summary>
    public static void Signal(Process process, string name)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -s {name} {process.Id}"]);
        kill.WaitForExit();
    }

    private static Process StartInThreads(int threads, string[] arguments, Dictionary<string, string>? environment = null)
    {
        // A shell that runs the tests in the background has its processes ignore Ctrl-C.
        var start = new ProcessStartInfo("/usr/bin/env", ["--default-signal=INT", "dotnet"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["OMP_NUM_THREADS"] = $"{threads}";
        foreach (var (name, value) in environment ?? []) start.Environment[name] = value;
        start.ArgumentList.Add(Program);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static Outcome Ended(Process process, (string Text, Action<Process> Act)? whenPrinted = null)
    {
        var errors = process.StandardError.ReadToEndAsync();
        var output = new StringBuilder();
        while (process.StandardOutput.ReadLine() is { } line)
        {
            output.AppendLine(line);
            if (whenPrinted is not { } trigger || !line.Contains(trigger.Text)) continue;
            whenPrinted = null;
            trigger.Act(process);
        }

        process.WaitForExit();
        return new Outcome(process.ExitCode, output.ToString(), errors.Result);
    }

    internal sealed record Outcome(int Code, string Output, string Errors);
}

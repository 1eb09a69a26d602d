using System.Diagnostics;

namespace HoDsl.Runtime.Tests.Support;

/// <summary>Runs the scripts of tests/reference, which compute in PyTorch what the tests compare with.</summary>
internal static class Python
{
    public static void Run(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/python3") { RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "reference", script));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{script} failed; it needs Debian's python3-torch.\n{errors}");
    }
}

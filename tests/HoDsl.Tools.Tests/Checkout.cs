using System.Diagnostics;

namespace HoDsl.Tools.Tests;

/// <summary>A small checkout with the script, one scheme and two test projects, on a machine whose SDK is a stub that notes its calls.</summary>
internal sealed class Checkout : IDisposable
{
    private const string SystemTools = "awk basename bash cat cmp comm cp dirname env find flock grep head mkdir mktemp mv nproc python3 readlink rm sed sh sort stat tail touch tr wc xargs";
    private const string Fashion = "usr/share/datasets/fashion-mnist", Python = "usr/bin/python3";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("check out ");

    public Checkout()
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "hodsl"), PathOf("hodsl"));
        Write("HoDsl.sln", "= \"HoDsl.Cli\", \"src\\HoDsl.Cli\\HoDsl.Cli.csproj\"\n= \"B.Tests\", \"tests\\B.Tests\\B.Tests.csproj\"\n= \"A.Tests\", \"tests\\A.Tests\\A.Tests.csproj\"\n");
        Write("Directory.Build.props", "<Project />");
        Write("src/HoDsl.Cli/HoDsl.Cli.csproj", "<Project />");
        Write("schemes/one.tableau", "scheme one");
        Write("tests/A.Tests/Tests.cs", "class Tests;");
        Write("sdks", "10.0.100 [/somewhere]\n");
        Report("A.Tests", status: 0, Counters(total: 2, passed: 2, failed: 0));
        Report("B.Tests", status: 0, Counters(total: 3, passed: 3, failed: 0));
        LinkTools();
        InstallPackages();
    }

    /// <summary>What a machine of its own would say: the user, and what the command line ends with.</summary>
    public Dictionary<string, string> Environment { get; } = [];

    public IReadOnlyList<string> Calls => File.Exists(PathOf("calls")) ? File.ReadAllLines(PathOf("calls")) : [];

    public int Builds => Calls.Count(call => call.StartsWith("build ", StringComparison.Ordinal));

    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(name))!);
        File.WriteAllText(PathOf(name), text);
    }

    public void Delete(string name) => File.Delete(PathOf(name));

    public void RemoveTool(string name) => Delete(Path.Combine("tools", name));

    public void RemoveFashion() => Directory.Delete(PathOf(Fashion));

    /// <summary>Puts a Python in place that has its torch in <c>/own/torch</c>.</summary>
    public void InstallPythonTorch()
    {
        RemoveTool("python3");
        File.CreateSymbolicLink(PathOf("tools/python3"), PathOf("tools/python-with-torch"));
    }

    /// <summary>Removes the Python that finds every module.</summary>
    public void RemovePython() => Delete(Python);

    /// <summary>What the tests of an assembly will report, or nothing, and the exit status of their run.</summary>
    public void Report(string assembly, int status, string? counters, string results = "")
    {
        Write($"{assembly}.status", $"{status}");
        Delete($"{assembly}.trx");
        if (counters is not null)
        {
            Write($"{assembly}.trx", $"<TestRun>\n{results}\n  <ResultSummary outcome=\"Completed\">\n    {counters}\n  </ResultSummary>\n</TestRun>\n");
        }
    }

    public static string Counters(int total, int passed, int failed) =>
        $"<Counters total=\"{total}\" executed=\"{passed + failed}\" passed=\"{passed}\" failed=\"{failed}\" error=\"0\" timeout=\"0\" />";

    public Process Start(string? folder, params string[] arguments) => StartScript("hodsl", folder, arguments);

    public Outcome Run(params string[] arguments) => RunIn(null, arguments);

    public Outcome RunIn(string? folder, params string[] arguments) => RunScript("hodsl", folder, arguments);

    /// <summary>Runs the script by another name that leads to it.</summary>
    public Outcome RunAs(string link, params string[] arguments) => RunScript(link, null, arguments);

    public void Dispose() => _folder.Delete(recursive: true);

    private Process StartScript(string script, string? folder, string[] arguments)
    {
        // A shell that runs the tests in the background has its processes ignore Ctrl-C.
        var start = new ProcessStartInfo("/usr/bin/env", ["--default-signal=INT", PathOf(script), .. arguments])
        {
            WorkingDirectory = folder ?? _folder.FullName,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = PathOf("tools");
        start.Environment["CHECKOUT"] = _folder.FullName;
        start.Environment["HODSL_MACHINE"] = _folder.FullName;
        start.Environment["LIBTORCH"] = PathOf("libtorch");
        foreach (var (name, value) in Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    private Outcome RunScript(string script, string? folder, string[] arguments)
    {
        using var process = StartScript(script, folder, arguments);
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Outcome(process.ExitCode, output, error.Result);
    }

    private void LinkTools()
    {
        Directory.CreateDirectory(PathOf("tools"));
        foreach (var tool in SystemTools.Split(' '))
        {
            File.CreateSymbolicLink(PathOf(Path.Combine("tools", tool)), Path.Combine("/usr/bin", tool));
        }

        foreach (var stub in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Stubs")))
        {
            File.Copy(stub, PathOf(Path.Combine("tools", Path.GetFileName(stub))));
        }

        File.CreateSymbolicLink(PathOf("tools/g++"), "/usr/bin/cat");
        File.CreateSymbolicLink(PathOf("tools/npm"), "/usr/bin/cat");
    }

    private void InstallPackages()
    {
        Directory.CreateDirectory(PathOf(Fashion));
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(Python))!);
        File.CreateSymbolicLink(PathOf(Python), "/usr/bin/true");
    }
}

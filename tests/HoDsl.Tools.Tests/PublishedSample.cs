using System.Diagnostics;

namespace HoDsl.Tools.Tests;

/// <summary>A copy of a sample that is restored and published by itself, so that the repository's own builds do not see it.</summary>
internal sealed class PublishedSample : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("published ");
    private readonly string _name;

    public PublishedSample(string name)
    {
        _name = name;
        var root = RepositoryRoot();
        foreach (var props in new[] { "Directory.Build.props", "Directory.Packages.props" })
            File.WriteAllText(PathOf(props), $"""<Project><Import Project="{Path.Combine(root, props)}" /></Project>""");
        Directory.CreateDirectory(PathOf("samples", name));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(root, "samples", name)))
            File.WriteAllText(PathOf("samples", name, Path.GetFileName(file)), File.ReadAllText(file).Replace("\"../../", $"\"{root}/", StringComparison.Ordinal));
    }

    /// <summary>The files that publishing made.</summary>
    public IEnumerable<string> Files => Directory.EnumerateFileSystemEntries(PathOf("out")).Select(path => Path.GetFileName(path));

    /// <summary>Gets the packages of the sample, and leaves those of the projects that it refers to as they are.</summary>
    /// <remarks>Without the audit nobody is asked about packages that are on the machine.</remarks>
    public Outcome Restore() => Dotnet("restore", "-p:_IsPublishing=true", "-p:RestoreRecursive=false", "-p:NuGetAudit=false");

    public Outcome Publish() => Dotnet("publish", "--no-restore", "-c", "Release", "-o", PathOf("out"), "-v", "quiet", "-m:1", "-nodeReuse:false", "-p:UseSharedCompilation=false");

    /// <summary>Runs the program that was published, without any .NET on the machine.</summary>
    public Outcome Run() => Start(PathOf("out", _name), [], start =>
    {
        start.Environment["PATH"] = "";
        start.Environment["DOTNET_ROOT"] = PathOf("no dotnet");
    });

    public void Dispose() => _folder.Delete(recursive: true);

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "HoDsl.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    private Outcome Dotnet(string command, params string[] arguments) => Start("dotnet", [command, PathOf("samples", _name), "--nologo", .. arguments], start =>
    {
        // What the SDK that runs the tests says to its own processes is not meant for another.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase)).ToList())
            start.Environment.Remove(name);
    });

    private static Outcome Start(string program, IEnumerable<string> arguments, Action<ProcessStartInfo> prepare)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        prepare(start);
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new(process.ExitCode, output, error.Result);
    }

    private string PathOf(params string[] names) => Path.Combine([_folder.FullName, .. names]);
}

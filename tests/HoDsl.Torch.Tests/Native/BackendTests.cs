using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace HoDsl.Torch.Tests.Native;

/// <summary>Which TorchSharp a build takes where nobody says: asked of MSBuild, for machines that have this or that.</summary>
public sealed class BackendTests : IDisposable
{
    private readonly DirectoryInfo machine = Directory.CreateTempSubdirectory("machine ");

    public void Dispose() => machine.Delete(recursive: true);

    [Fact]
    public void Without_a_libtorch_it_is_the_package() => Assert.Equal(("cpu", ""), Choice());

    [Fact]
    public void A_libtorch_that_is_named_comes_first()
    {
        Place("include");
        Assert.Equal(("system", "/my/libtorch"), Choice(("LIBTORCH", "/my/libtorch")));
    }

    [Fact]
    public void The_systems_comes_before_a_Pythons()
    {
        Place("include");
        Place("environment/lib/python3.12/site-packages/torch/include");
        Assert.Equal(("system", machine.FullName), Choice(("VIRTUAL_ENV", PathOf("environment"))));
    }

    [Theory]
    [InlineData("VIRTUAL_ENV", "", "lib/python3.12/site-packages/torch")]
    [InlineData("CONDA_PREFIX", "", "lib/python3.13/site-packages/torch")]
    [InlineData("HOME", ".local", "lib/python3.9/site-packages/torch")]
    [InlineData("NOTHING", "local", "lib/python3.11/dist-packages/torch")]
    public void A_Pythons_is_found(string variable, string folder, string torch)
    {
        Place(Path.Combine(folder, torch, "include"));
        Assert.Equal(("system", PathOf(Path.Combine(folder, torch))), Choice((variable, machine.FullName)));
    }

    [Fact]
    public void What_needs_no_tensors_needs_no_packages() => Assert.Equal(("system", ""), Choice(("BuildNative", "false")));

    [Fact]
    public void What_is_said_holds()
    {
        Place("include");
        Assert.Equal("cuda", Choice(("TorchBackend", "cuda")).Backend);
    }

    [Fact]
    public void Another_one_is_refused()
    {
        var answer = MSBuild([PathTo("src/HoDsl.Torch/HoDsl.Torch.csproj"), "-t:CollectPackageReferences"], ("TorchBackend", "gpu"));
        Assert.Contains("TorchBackend is 'gpu'; it must be system, cpu or cuda.", answer);
    }

    private (string Backend, string Libtorch) Choice(params (string Name, string Value)[] environment)
    {
        var answer = MSBuild([PathTo("TorchBackend.props"), "-getProperty:TorchBackend", "-getProperty:LibtorchRoot"], environment);
        using var document = System.Text.Json.JsonDocument.Parse(answer);
        var properties = document.RootElement.GetProperty("Properties");
        return (properties.GetProperty("TorchBackend").GetString()!, properties.GetProperty("LibtorchRoot").GetString()!);
    }

    private string MSBuild(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", .. arguments, "-nologo", $"-p:SystemPrefix={machine.FullName}"]) { RedirectStandardOutput = true };
        foreach (var name in new[] { "LIBTORCH", "VIRTUAL_ENV", "CONDA_PREFIX", "TorchBackend", "BuildNative" })
            start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_HOME"] = Path.GetTempPath();
        start.Environment["HOME"] = PathOf("home");
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var answer = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return answer;
    }

    private void Place(string includes)
    {
        Directory.CreateDirectory(PathOf(Path.Combine(includes, "ATen")));
        File.WriteAllText(PathOf(Path.Combine(includes, "ATen", "ATen.h")), "");
    }

    private string PathOf(string name) => Path.Combine(machine.FullName, name);

    private static string PathTo(string file, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../..", file));
}

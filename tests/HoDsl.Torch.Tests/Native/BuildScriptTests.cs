using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace HoDsl.Torch.Tests.Native;

/// <summary>Where the native part cannot be built, its script says in one line what is missing and what to do.</summary>
public class BuildScriptTests
{
    [Fact]
    public void A_missing_compiler_is_named_with_the_command_that_installs_one() =>
        AssertRefusal(libtorch: "/usr", compiler: "no-such-compiler", "no C++ compiler ('no-such-compiler') was found", "apt-get install g++");

    [Fact]
    public void A_compiler_that_is_not_on_the_path_is_missing()
    {
        var empty = Directory.CreateTempSubdirectory();
        AssertRefusalOn(empty.FullName, libtorch: "/usr", compiler: null, "no C++ compiler ('g++') was found", "-p:TorchBackend=cpu");
        empty.Delete();
    }

    [Fact]
    public void A_missing_libtorch_is_named_with_the_commands_that_install_one() =>
        AssertRefusal(libtorch: "", compiler: null, "no libtorch was found", "apt-get install libtorch-dev", "pip install torch", "$LIBTORCH", "-p:TorchBackend=cpu");

    [Fact]
    public void A_folder_without_a_libtorch_is_named() =>
        AssertRefusal(libtorch: "/nowhere", compiler: null, "no lib/libtorch_cpu.so in '/nowhere'", "name the folder of an unpacked libtorch in $LIBTORCH");

    private static void AssertRefusal(string libtorch, string? compiler, params string[] words) =>
        AssertRefusalOn(Environment.GetEnvironmentVariable("PATH")!, libtorch, compiler, words);

    private static void AssertRefusalOn(string path, string libtorch, string? compiler, params string[] words)
    {
        var output = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var start = new ProcessStartInfo("/bin/sh", [Script(), output, libtorch]) { RedirectStandardError = true };
        start.Environment["PATH"] = path;
        start.Environment["CXX"] = compiler;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(1, process.ExitCode);
        Assert.StartsWith("build.sh : error HOTORCH: ", errors);
        Assert.Single(errors.TrimEnd().Split('\n'));
        Assert.All(words, word => Assert.Contains(word, errors));
        Assert.False(Directory.Exists(output));
    }

    private static string Script([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/HoDsl.Torch/native/build.sh"));
}

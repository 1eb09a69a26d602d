using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace HoDsl.Torch.Tests.Native;

/// <summary>Where the native part cannot be built, its script says in one line what is missing and what to do.</summary>
public class BuildScriptTests
{
    [Fact]
    public void A_missing_compiler_is_named_with_the_command_that_installs_one() =>
        AssertRefusal("CXX", "no-such-compiler", "no C++ compiler ('no-such-compiler') was found", "apt-get install g++");

    [Fact]
    public void A_LIBTORCH_without_a_libtorch_is_named() =>
        AssertRefusal("LIBTORCH", "/nowhere", "$LIBTORCH is '/nowhere'", "name the folder of an unpacked libtorch");

    private static void AssertRefusal(string variable, string value, params string[] words)
    {
        var output = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var start = new ProcessStartInfo("sh", [Script(), output]) { RedirectStandardError = true };
        start.Environment[variable] = value;
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

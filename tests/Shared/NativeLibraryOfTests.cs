using System.Diagnostics;
using System.Runtime.CompilerServices;
using TorchSharp;

namespace HoDsl.Tests;

/// <summary>Libraries that tests write for libtorch, compiled against the one in use.</summary>
internal static class NativeLibraryOfTests
{
    /// <summary>The folder of that libtorch; null with the TorchSharp packages, which come without headers.</summary>
    public static string? LibtorchRoot => WithPackages.AreUsed ? null : File.ReadLines(FromRoot("src/HoDsl.Torch/obj/native/libtorch.txt")).First();

    /// <summary>Compiles a source file.</summary>
    /// <param name="source">The file, from the root of the repository.</param>
    /// <param name="library">Where the library goes.</param>
    /// <returns>What the compiler has to say against it; null if nothing.</returns>
    public static string? Compile(string source, string library)
    {
        var root = LibtorchRoot;
        string[] where = root is null or "/usr" ? [] : [$"-I{root}/include", $"-L{root}/lib", $"-Wl,-rpath,{root}/lib"];
        var compiler = Environment.GetEnvironmentVariable("CXX") ?? "g++";
        var standard = int.Parse(torch.__version__.Split('.')[0]) >= 2 ? "-std=c++20" : "-std=c++17";
        string[] arguments = [standard, "-O0", "-shared", "-fPIC", $"-I{FromRoot("src/HoDsl.Torch/native")}", FromRoot(source), "-o", library, .. where, "-ltorch_cpu", "-lc10"];
        using var process = Process.Start(new ProcessStartInfo(compiler, arguments) { RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? null : errors;
    }

    /// <summary>A file of the repository.</summary>
    public static string FromRoot(string path, [CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../..", path));
}

using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using HoDsl.Tests;
using HoDsl.Torch;
using static TorchSharp.torch;

namespace HoDsl.Gpu.Tests;

/// <summary>The GPU of these tests: an NVIDIA GPU where libtorch can use one, else one that is pretended, Pretended/gpu.cpp.</summary>
/// <remarks>
/// It shows that what is sent to a GPU computes there, in the types and the precisions asked for, and that nothing takes its memory for the
/// processor's. How a GPU rounds, how fast it is, and what CUDA has of its own, graphs and figures of memory, only a real one shows.
/// </remarks>
internal static class Gpu
{
    private const string Source = "tests/HoDsl.Gpu.Tests/Pretended/gpu.cpp";

    private static readonly string Library = Path.Combine(AppContext.BaseDirectory, "libpretended_gpu.so");

    /// <summary>Why none can be pretended, as the compiler says it; null where one is, or need not be.</summary>
    public static string? Obstacle { get; private set; }

    /// <summary>Whether it is an NVIDIA GPU, or would be: this libtorch has CUDA.</summary>
    public static bool IsReal { get; private set; }

    /// <summary>Why there is none; null where there is one.</summary>
    public static string? Lack => cuda.is_available() ? null : IsReal ? "no NVIDIA GPU" : $"no libtorch with CUDA, and no GPU can be pretended: {Obstacle?.Split('\n')[0]}";

    /// <summary>What another process needs in its environment to have it too.</summary>
    public static Dictionary<string, string> Environment => IsReal ? [] : new() { ["LD_PRELOAD"] = Library };

    /// <summary>The bytes that all its tensors hold.</summary>
    public static long Bytes => IsReal ? TorchExtras.Current.Memory(CUDA)?.Bytes ?? 0 : hodsl_pretended_bytes();

    /// <summary>How far its numbers of a type may lie from the processor's: a GPU rounds what convolutions read to 10 binary digits, as it does in PyTorch.</summary>
    public static double Tolerance(ScalarType type) => type switch
    {
        ScalarType.Float64 => 1e-10,
        ScalarType.Float32 => IsReal ? 1e-2 : 1e-5,
        _ => 2e-2,
    };

    /// <summary>Before anything asks libtorch for a GPU: it looks for one once.</summary>
    [ModuleInitializer]
    internal static void Find()
    {
        // This loads libtorch, with its CUDA where it has one.
        _ = __version__;
        IsReal = WithPackages.AreUsed || File.ReadLines("/proc/self/maps").Any(line => line.Contains("/libtorch_cuda.so", StringComparison.Ordinal));
        if (IsReal)
            return;
        Obstacle = Compiled();
        if (Obstacle is null)
            NativeLibrary.Load(Library);
    }

    private static string? Compiled()
    {
        // Of another libtorch it is another library.
        string[] others = ["src/HoDsl.Torch/native/compat.h", "src/HoDsl.Torch/obj/native/libtorch.txt"];
        var sources = Directory.GetFiles(Path.GetDirectoryName(NativeLibraryOfTests.FromRoot(Source))!).Concat(others.Select(other => NativeLibraryOfTests.FromRoot(other)));
        if (File.Exists(Library) && sources.All(file => File.GetLastWriteTimeUtc(file) < File.GetLastWriteTimeUtc(Library)))
            return null;
        var complaint = NativeLibraryOfTests.Compile(Source, $"{Library}.new");
        if (complaint is null)
            File.Move($"{Library}.new", Library, overwrite: true);
        return complaint;
    }

    [DllImport("libpretended_gpu.so")]
    private static extern long hodsl_pretended_bytes();
}

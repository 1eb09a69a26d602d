using static TorchSharp.torch;

namespace HoDsl.Tests;

/// <summary>A test for an NVIDIA GPU, skipped with the reason where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CudaFactAttribute : FactAttribute
{
    public CudaFactAttribute() => Skip = cuda.is_available() ? null : "no NVIDIA GPU, or a libtorch without CUDA";
}

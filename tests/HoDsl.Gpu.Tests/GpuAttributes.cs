using HoDsl.Tests;

namespace HoDsl.Gpu.Tests;

/// <summary>A test for a GPU, be it pretended; skipped with the reason where there is neither.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GpuFactAttribute : FactAttribute
{
    /// <summary>Of what every backend can do, or not the TorchSharp packages, for a reason.</summary>
    public GpuFactAttribute(string? withoutPackages = null) => Skip = Gpu.Lack ?? (withoutPackages is null ? null : WithPackages.Skip(withoutPackages));
}

/// <summary>Several of such tests.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class GpuTheoryAttribute : TheoryAttribute
{
    public GpuTheoryAttribute() => Skip = Gpu.Lack;
}

/// <summary>A test of what CUDA has of its own, skipped where there is no NVIDIA GPU.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CudaFactAttribute : FactAttribute
{
    public CudaFactAttribute() => Skip = Gpu.IsReal ? Gpu.Lack : "no libtorch with CUDA";
}

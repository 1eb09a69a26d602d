namespace HoDsl.Gpu.Tests;

public class GpuTests
{
    [Fact]
    public void Where_libtorch_has_no_CUDA_a_GPU_is_pretended() => Assert.Null(Gpu.Obstacle);
}

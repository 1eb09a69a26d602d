using HoDsl.Cli.Benching;
using HoDsl.Runtime.Training;
using HoDsl.Torch;
using static TorchSharp.torch;

namespace HoDsl.Gpu.Tests;

public class BenchTests
{
    [GpuFact]
    public void Networks_are_measured_where_they_compute()
    {
        var held = Gpu.Bytes;
        foreach (var trains in (bool[])[true, false])
        {
            using var contestant = new OwnContestant(new BenchCase("midpoint", Layers: 6, Width: 8, Batch: 2, Precision.BFloat16, trains), CUDA);
            Assert.True(contestant.Step() > 0);
            Assert.Equal(TorchExtras.Current.Memory(CUDA) is null, contestant.PeakBytes() is null);
        }

        Assert.Equal(held, Gpu.Bytes);
    }
}

using HoDsl.Networks.Tests;
using HoDsl.Runtime.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Gpu.Tests;

/// <summary>Every network learns on a GPU what it learns on the processor.</summary>
public class NetworkTests
{
    private const int Batch = 4, Steps = 2, Classes = 10;

    // What `Drawn` draws, another generator draws; networks of grouped convolutions take long, and one of them will do.
    private static readonly IEnumerable<NetworkCase> All = NetworkCase.All.Where(@case => @case is not ({ Name: "Drawn" } or { Name: "LmResNeXt29", Scheme: "Midpoint" }));

    public static TheoryData<NetworkCase> Cases => [.. All];

    // In networks for large images batch norms see so few pixels of the small ones here that rounding decides what is learnt.
    public static TheoryData<NetworkCase> Steady => [.. All.Where(@case => @case.Image.Height <= 32)];

    [GpuTheory, MemberData(nameof(Cases))]
    public void In_double_precision_it_learns_the_same(NetworkCase @case) =>
        AssertNear(Learnt(@case, CPU, ScalarType.Float64), Learnt(@case, CUDA, ScalarType.Float64), tolerance: 1e-6);

    [GpuTheory, MemberData(nameof(Steady))]
    public void In_lower_precision_it_learns_nearly_that(NetworkCase @case)
    {
        var single = Learnt(@case, CPU, ScalarType.Float32);
        AssertNear(single, Learnt(@case, CUDA, ScalarType.Float32), tolerance: Gpu.IsReal ? 0.02 : 1e-3);
        AssertNear(single, Learnt(@case, CUDA, ScalarType.Float32, Precision.BFloat16), tolerance: 0.02);
        AssertNear(single, Learnt(@case, CUDA, ScalarType.Float32, Precision.Float16), tolerance: 0.02);
    }

    private static void AssertNear(double[] expected, double[] losses, double tolerance) =>
        Assert.All(expected.Zip(losses), pair => Assert.InRange(pair.Second, pair.First * (1 - tolerance), pair.First * (1 + tolerance)));

    private static double[] Learnt(NetworkCase @case, Device device, ScalarType weights, Precision precision = Precision.Float32)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var network = @case.Make(classes: Classes);
        network.to(device).to(weights);
        network.train();
        using var step = new TrainingStep(network, new TrainingOptions(Epochs: 1, Batch: Batch, LearningRate: 0.01, Precision: precision));
        return [.. Enumerable.Range(0, Steps).Select(_ => step.Take(randn([Batch, @case.Image.Channels, @case.Image.Height, @case.Image.Width], weights), randint(0, Classes, [Batch])).Loss)];
    }
}

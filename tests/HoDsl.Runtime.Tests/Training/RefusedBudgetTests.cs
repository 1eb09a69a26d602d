using HoDsl.Networks;
using HoDsl.Runtime.Gradients;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;
using HoDsl.Runtime.Training.Memory;
using HoDsl.Schemes;
using HoDsl.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Tests.Training;

/// <summary>Budgets of memory that cannot be.</summary>
public sealed class RefusedBudgetTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [OwnBindingFact(WithPackages.NoBytes)]
    public void One_that_is_too_small_leaves_the_network_as_it_was()
    {
        using var network = new HoResNet<Euler>(layers: 10, width: 8, input: RandomImages.Shape, classes: 3);
        using var step = new TrainingStep(network, new TrainingOptions(1));
        var segments = network.modules().OfType<ISegmented>().SelectMany(module => module.Segments).ToList();
        segments[0].IsRecomputed = true;
        Assert.Throws<UserException>(() => step.StayWithin(new MemorySize(1), randn(8, 3, 8, 8), zeros(8, dtype: ScalarType.Int64)));
        Assert.Equal([segments[0]], segments.Where(segment => segment.IsRecomputed).Distinct());
    }

    [Theory, InlineData("79228162514264337593543950335GiB"), InlineData("79228162514264337593543950335B"), InlineData("8589934592GiB"), InlineData("0.4B")]
    public void One_that_is_no_number_of_bytes_is_not_read(string text) => Assert.Null(MemorySize.TryParse(text));

    [Fact]
    public void The_largest_is_read() => Assert.Equal(long.MaxValue, MemorySize.TryParse($"{long.MaxValue}B")!.Bytes);
}

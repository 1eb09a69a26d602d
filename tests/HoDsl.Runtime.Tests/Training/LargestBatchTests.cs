using HoDsl.Runtime.Data;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;
using HoDsl.Runtime.Training.Memory;
using HoDsl.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Tests.Training;

/// <summary>A batch of as many images as there are numbers for is all of them.</summary>
public sealed class LargestBatchTests : IDisposable
{
    private static readonly TrainingOptions Options = new(Epochs: 1, Batch: int.MaxValue, LearningRate: 0.01);

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void An_epoch_is_one_step()
    {
        var data = RandomImages.Set();
        Assert.Equal(1, Batches.ForEvaluation(data.Training, data.Training.Statistics, int.MaxValue).Count);
        Assert.Equal(1, Steps(Options));
    }

    [OwnBindingFact(WithPackages.NoBytes)]
    public void In_parts_within_a_budget_too() => Assert.Equal(1, Steps(Options with { Accumulate = 2, Memory = new MemorySize(1L << 40) }));

    private static int Steps(TrainingOptions options)
    {
        var heard = new Listener();
        new Trainer(SmallNetworks.Plain(), options).Train(RandomImages.Set(), heard);
        return heard.Steps.Count;
    }
}

using HoDsl.Runtime.Data;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;
using HoDsl.Tests;
using static TorchSharp.torch;

namespace HoDsl.Networks.Tests;

/// <summary>A training of any length holds what its first steps hold.</summary>
public class MemoryTests
{
    private const int Epochs = 10, ImagesPerEpoch = 2000, Batch = 2;

    /// <summary>Blocks with learnt steps, in bfloat16, with an average of the weights: each has tensors of its own to let go.</summary>
    [Fact]
    public void Native_memory_is_flat_over_ten_thousand_steps()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var network = new NetworkCase("HoResNet", "RK4Adaptive", "layers 10, width 4").Make(RandomImages.Shape, classes: 3);
        // Two images a step want short steps.
        var options = new TrainingOptions(Epochs, Batch, LearningRate: 1e-3, Augmentation: Augmentation.CropAndFlip, Precision: Precision.BFloat16, Ema: 0.99);
        var held = new List<HeldMemory>();
        HeldMemory.Settled();
        new Trainer(network, options).Train(RandomImages.Set(training: ImagesPerEpoch), new Listener { AtStep = _ => held.Add(HeldMemory.Now) });
        Assert.Equal(Epochs * ImagesPerEpoch / Batch, held.Count);
        // The first steps make the gradients and the momentum; after them no step adds to what is held. What earlier tests left behind may go.
        Assert.All(held.Skip(2).Zip(held.Skip(3)), pair =>
        {
            Assert.False(pair.Second.Bytes > pair.First.Bytes, $"native bytes grew from {pair.First.Bytes} to {pair.Second.Bytes}");
            Assert.True(pair.Second.Tensors <= pair.First.Tensors, $"live tensors grew from {pair.First.Tensors} to {pair.Second.Tensors}");
        });
    }
}

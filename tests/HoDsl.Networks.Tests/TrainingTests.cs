using HoDsl.Runtime.Data;
using HoDsl.Runtime.Training;
using static TorchSharp.torch;

namespace HoDsl.Networks.Tests;

/// <summary>Every network learns: twenty steps on the same real images, and their loss falls.</summary>
public class TrainingTests
{
    private const int Steps = 20, Batch = 16, Classes = 10;

    public static TheoryData<NetworkCase> Cases => [.. NetworkCase.All];

    [Theory, MemberData(nameof(Cases))]
    public void The_loss_falls(NetworkCase @case)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var images = DataSets.Load("fashion").Training.Take(Batch);
        using var network = @case.Make(images.Shape, Classes);
        network.train();
        using var step = new TrainingStep(network, new TrainingOptions(Epochs: 1, Batch: Batch, LearningRate: 0.02));
        var batches = Batches.ForTraining(images, images.Statistics, Batch, Augmentation.None, seed: 1);
        var losses = Enumerable.Range(1, Steps).SelectMany(epoch => batches.Epoch(epoch)).Select(batch => step.Take(batch.Images, batch.Labels).Loss).ToList();
        Assert.Equal(Steps, losses.Count);
        Assert.True(losses.TakeLast(3).Average() < 0.85 * losses.Take(2).Average(), string.Join(" ", losses));
    }
}

using HoDsl.Runtime.Data;
using HoDsl.Runtime.Training;
using static TorchSharp.torch;

namespace HoDsl.Networks.Tests;

/// <summary>Every network learns: thirty steps on real images, and the loss falls.</summary>
public class TrainingTests
{
    private const int Steps = 30, Batch = 8, Classes = 10;

    public static TheoryData<NetworkCase> Cases => [.. NetworkCase.All];

    [Theory, MemberData(nameof(Cases))]
    public void The_loss_falls(NetworkCase @case)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var images = DataSets.Load("fashion").Training.Take(2 * Batch);
        using var network = @case.Make(images.Shape, Classes);
        network.train();
        using var step = new TrainingStep(network, new TrainingOptions(Epochs: 1, Batch: Batch, LearningRate: 0.02));
        var batches = Batches.ForTraining(images, images.Statistics, Batch, Augmentation.None, seed: 1);
        var losses = Enumerable.Range(1, Steps / 2).SelectMany(epoch => batches.Epoch(epoch)).Select(batch => step.Take(batch.Images, batch.Labels).Loss).ToList();
        Assert.Equal(Steps, losses.Count);
        Assert.True(losses.TakeLast(6).Average() < 0.85 * losses.Take(4).Average(), string.Join(" ", losses));
    }
}

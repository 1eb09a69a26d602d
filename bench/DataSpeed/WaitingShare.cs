using System.Diagnostics;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Bench;

/// <summary>How long a training waits for its batches, as a share of its time. The network is small: larger ones wait less.</summary>
internal static class WaitingShare
{
    private const int Batch = 32;
    private const int Width = 16;

    public static double Of(ImageSet images, Augmentation augmentation, int steps)
    {
        Processors.UseAll();
        using var network = Network(images);
        using var optimizer = optim.SGD(network.parameters(), learningRate: 0.01);
        var batches = Batches.ForTraining(images, images.Statistics, Batch, augmentation, seed: 1);
        var clock = Stopwatch.StartNew();
        foreach (var (pixels, labels) in batches.Epoch(1).Take(steps))
        {
            using var scope = NewDisposeScope();
            optimizer.zero_grad();
            functional.cross_entropy(network.call(pixels), labels).backward();
            optimizer.step();
        }
        return batches.Waited / clock.Elapsed;
    }

    private static Module<Tensor, Tensor> Network(ImageSet images) => Sequential(
        ("conv1", Conv2d(images.Shape.Channels, Width, kernel_size: 3, padding: 1)),
        ("relu1", ReLU()),
        ("conv2", Conv2d(Width, Width, kernel_size: 3, padding: 1)),
        ("relu2", ReLU()),
        ("conv3", Conv2d(Width, Width, kernel_size: 3, padding: 1)),
        ("relu3", ReLU()),
        ("pool", AdaptiveAvgPool2d(1)),
        ("flatten", Flatten()),
        ("head", Linear(Width, images.Classes.Count)));
}

using System.Diagnostics;
using HoDsl.Runtime.Data;

namespace HoDsl.Bench;

/// <summary>How fast batches are made, from the bytes of a set to tensors.</summary>
internal sealed record PipelineSpeed(double ImagesPerSecond, double BytesPerImage)
{
    private const int Batch = 128;

    /// <summary>The fastest of some epochs; one before them warms up.</summary>
    public static PipelineSpeed Best(ImageSet images, Augmentation augmentation, int repeats)
    {
        var batches = Batches.ForTraining(images, images.Statistics, Batch, augmentation, seed: 1);
        Take(batches, epoch: 0);
        var epochs = Enumerable.Range(1, repeats).Select(epoch => Measured(batches, epoch)).ToList();
        return new(epochs.Max(epoch => epoch.ImagesPerSecond), epochs.Min(epoch => epoch.BytesPerImage));
    }

    private static PipelineSpeed Measured(Batches batches, int epoch)
    {
        using var process = Process.GetCurrentProcess();
        var (time, bytes) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true));
        Take(batches, epoch);
        process.Refresh();
        return new(batches.Images / (process.TotalProcessorTime - time).TotalSeconds, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)batches.Images);
    }

    private static void Take(Batches batches, int epoch)
    {
        foreach (var _ in batches.Epoch(epoch))
        {
            // Nothing is done with a batch: only its making is measured.
        }
    }
}

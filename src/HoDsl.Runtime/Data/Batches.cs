using System.Collections.Concurrent;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Data;

/// <summary>Cuts a set of images into batches of normalised tensors, epoch by epoch.</summary>
/// <remarks>
/// What an epoch yields depends on the seed and the epoch alone: not on threads, on prefetching or on the epochs asked for before.
/// The next batches are made on a background thread while the current one is used.
/// </remarks>
public sealed class Batches
{
    private const int BatchesAhead = 2;

    private readonly ImageSet _images;
    private readonly float[][] _tables;
    private readonly Augmentation _augmentation;
    private readonly long? _seed;
    private readonly ConcurrentBag<BatchBuffer> _spare = [];

    private Batches(ImageSet images, ChannelStatistics statistics, int size, Augmentation augmentation, long? seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        (_images, _tables, Size, _augmentation, _seed) = (images, statistics.NormalisationTables(), size, augmentation, seed);
    }

    /// <summary>How many images a batch has; the last of an epoch may have fewer.</summary>
    public int Size { get; }

    /// <summary>How many images an epoch has.</summary>
    public int Images => _images.Count;

    /// <summary>How many batches an epoch has.</summary>
    public int Count => (_images.Count + Size - 1) / Size;

    /// <summary>Batches to learn from: all images once an epoch, in an order and with variations drawn anew for each epoch.</summary>
    /// <param name="images">The images.</param>
    /// <param name="statistics">What to normalise by, usually the training set's own <see cref="ImageSet.Statistics"/>.</param>
    /// <param name="size">How many images a batch has.</param>
    /// <param name="augmentation">How the images are varied.</param>
    /// <param name="seed">What all random draws follow from.</param>
    public static Batches ForTraining(ImageSet images, ChannelStatistics statistics, int size, Augmentation augmentation, long seed) =>
        new(images, statistics, size, augmentation, seed);

    /// <summary>Batches to judge by: all images in the order of the set, as they are.</summary>
    /// <param name="images">The images.</param>
    /// <param name="statistics">What to normalise by: the statistics of the set that the network learnt from.</param>
    /// <param name="size">How many images a batch has.</param>
    public static Batches ForEvaluation(ImageSet images, ChannelStatistics statistics, int size) =>
        new(images, statistics, size, Augmentation.None, seed: null);

    /// <summary>The batches of one epoch.</summary>
    /// <param name="epoch">The number of the epoch; a set for evaluation is the same in every epoch.</param>
    /// <param name="first">The batch to begin with, for a run that goes on in the middle of an epoch.</param>
    /// <returns>
    /// Images (batch, channels, height, width) in float32 and labels (batch) in int64, on the CPU.
    /// A batch belongs to the sequence: its tensors are disposed when the next one is asked for or the loop ends.
    /// </returns>
    public IEnumerable<(Tensor Images, Tensor Labels)> Epoch(int epoch = 0, int first = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        return Tensors(epoch, first);
    }

    private IEnumerable<(Tensor Images, Tensor Labels)> Tensors(int epoch, int first)
    {
        foreach (var buffer in Prefetch.Ahead(Buffers(epoch, first), BatchesAhead))
        {
            using var images = buffer.ImagesTensor(_images.Shape);
            using var labels = buffer.LabelsTensor();
            Return(buffer);
            yield return (images, labels);
        }
    }

    private IEnumerable<BatchBuffer> Buffers(int epoch, int first)
    {
        var order = Order(epoch);
        for (var start = (long)first * Size; start < order.Length; start += Size)
        {
            var chosen = order.AsMemory((int)start, (int)Math.Min(Size, order.Length - start));
            var buffer = Rent(chosen.Length);
            Fill(buffer, chosen.Span, epoch);
            yield return buffer;
        }
    }

    private int[] Order(int epoch) => _seed is { } seed
        ? SplitMix64.At(seed, epoch, -1).Permutation(_images.Count)
        : [.. Enumerable.Range(0, _images.Count)];

    private void Fill(BatchBuffer buffer, ReadOnlySpan<int> chosen, int epoch)
    {
        var (width, length) = ((int)_images.Shape.Width, _images.PixelsPerImage);
        for (var place = 0; place < chosen.Length; place++)
        {
            var image = chosen[place];
            WindowOf(image, epoch).Write(_images.Pixels(image), width, _tables, buffer.Pixels.AsSpan(place * length, length));
            buffer.Labels[place] = _images.Labels[image];
        }
    }

    // Each image has a generator of its own: its draws depend neither on the batch it falls into nor on the images before it.
    private Window WindowOf(int image, int epoch)
    {
        if (_seed is not { } seed)
            return default;
        var random = SplitMix64.At(seed, epoch, image);
        return _augmentation.Draw(ref random);
    }

    private BatchBuffer Rent(int images) =>
        images == Size && _spare.TryTake(out var spare) ? spare : new BatchBuffer(images, _images.PixelsPerImage);

    private void Return(BatchBuffer buffer)
    {
        if (buffer.Labels.Length == Size)
            _spare.Add(buffer);
    }
}

using System.Collections.Concurrent;
using System.Diagnostics;
using HoDsl.Runtime.Data.Augmenting;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Data;

/// <summary>Cuts a set of images into batches of normalised tensors, epoch by epoch.</summary>
/// <remarks>
/// What an epoch yields depends on the seed and the epoch alone: not on threads, on prefetching or on the epochs asked for before.
/// So a run that goes on in the middle of an epoch needs to remember no more than the number of the next batch.
/// The next batches are made on background threads while the current one is used.
/// </remarks>
public sealed class Batches
{
    private const int BatchesAhead = 2;

    // Besides the images, numbered from 0, these places of an epoch have a generator of their own.
    private const int PlaceOfOrder = -1;
    private const int PlaceOfFirstBatch = -2;

    private readonly ImageSet _images;
    private readonly Normalisation _normalisation;
    private readonly ImageStep[] _steps;
    private readonly long? _seed;
    private readonly int _threads;
    private readonly ConcurrentBag<BatchBuffer> _spare = [];
    private long _waited;

    private Batches(ImageSet images, ChannelStatistics statistics, int size, Augmentation augmentation, long? seed, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        (_images, _normalisation, Size, _seed, _threads) = (images, new Normalisation(statistics), size, seed, threads);
        _steps = [.. augmentation.Steps.Select(step => step.For(images.Shape, statistics))];
    }

    /// <summary>How many images a batch has; the last of an epoch may have fewer.</summary>
    public int Size { get; }

    /// <summary>How many images an epoch has.</summary>
    public int Images => _images.Count;

    /// <summary>How many batches an epoch has.</summary>
    public int Count => (int)(((long)_images.Count + Size - 1) / Size);

    /// <summary>How many images the batches of an epoch have: the first one and the last.</summary>
    internal IReadOnlyList<int> Sizes => [Math.Min(Size, Images), Images % Size == 0 ? Size : Images % Size];

    /// <summary>How long, in all, those who took batches have waited for them.</summary>
    public TimeSpan Waited => Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _waited));

    /// <summary>Batches to learn from: all images once an epoch, in an order and with variations drawn anew for each epoch.</summary>
    /// <param name="images">The images.</param>
    /// <param name="statistics">What to normalise by, usually the training set's own <see cref="ImageSet.Statistics"/>.</param>
    /// <param name="size">How many images a batch has.</param>
    /// <param name="augmentation">How the images are varied.</param>
    /// <param name="seed">What all random draws follow from.</param>
    /// <param name="threads">How many threads make batches; the batches are the same with any number.</param>
    /// <exception cref="UserException">A step of the augmentation cannot work on images of this shape.</exception>
    public static Batches ForTraining(
        ImageSet images, ChannelStatistics statistics, int size, Augmentation augmentation, long seed, int threads = 1) =>
        new(images, statistics, size, augmentation, seed, threads);

    /// <summary>Batches to judge by: all images in the order of the set, as they are.</summary>
    /// <param name="images">The images.</param>
    /// <param name="statistics">What to normalise by: the statistics of the set that the network learnt from.</param>
    /// <param name="size">How many images a batch has.</param>
    public static Batches ForEvaluation(ImageSet images, ChannelStatistics statistics, int size) =>
        new(images, statistics, size, Augmentation.None, seed: null, threads: 1);

    /// <summary>The batches once, for evaluation: it has no epochs.</summary>
    /// <returns>As <see cref="Epoch"/> gives them.</returns>
    /// <exception cref="InvalidOperationException">These are batches to learn from, other ones in every epoch.</exception>
    public IEnumerable<(Tensor Images, Tensor Labels)> Once() => _seed is null
        ? Epoch(1)
        : throw new InvalidOperationException("Batches to learn from are other ones in every epoch: ask for those of one, Epoch(1) first.");

    /// <summary>The batches of one epoch.</summary>
    /// <param name="epoch">The number of the epoch, from 1.</param>
    /// <param name="first">The batch to begin with, for a run that goes on in the middle of an epoch.</param>
    /// <returns>
    /// Images (batch, channels, height, width) in float32 and labels (batch) in int64, on the CPU.
    /// A batch belongs to the sequence: its tensors are disposed when the next one is asked for or the loop ends.
    /// </returns>
    public IEnumerable<(Tensor Images, Tensor Labels)> Epoch(int epoch, int first = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        return Tensors(epoch, first);
    }

    /// <summary>A batch of black images of class 0: for a rehearsal.</summary>
    /// <param name="count">How many images it has.</param>
    public (Tensor Images, Tensor Labels) Blank(int count)
    {
        var shape = _images.Shape;
        return (zeros(count, shape.Channels, shape.Height, shape.Width), zeros(count, dtype: ScalarType.Int64));
    }

    /// <summary>The generator of a batch, for what is drawn once a batch, such as how mixup pairs its images; it serves nothing else.</summary>
    /// <param name="epoch">The number of the epoch.</param>
    /// <param name="batch">The number of the batch within the epoch, from 0.</param>
    /// <exception cref="InvalidOperationException">These are batches for evaluation, where nothing is drawn.</exception>
    public SplitMix64 DrawsOf(int epoch, int batch) => _seed is { } seed
        ? SplitMix64.At(seed, epoch, PlaceOfFirstBatch - batch)
        : throw new InvalidOperationException("Nothing is drawn at random for evaluation.");

    private IEnumerable<(Tensor Images, Tensor Labels)> Tensors(int epoch, int first)
    {
        using var buffers = Prefetch.Ahead(Lanes(epoch, first), BatchesAhead).GetEnumerator();
        while (Next(buffers))
        {
            var buffer = buffers.Current;
            using var images = buffer.ImagesTensor(_images.Shape);
            using var labels = buffer.LabelsTensor();
            Return(buffer);
            yield return (images, labels);
        }
    }

    private bool Next(IEnumerator<BatchBuffer> buffers)
    {
        var start = Stopwatch.GetTimestamp();
        var any = buffers.MoveNext();
        Interlocked.Add(ref _waited, Stopwatch.GetTimestamp() - start);
        return any;
    }

    // Each thread makes every so manieth batch, by itself.
    private IEnumerable<BatchBuffer>[] Lanes(int epoch, int first)
    {
        var order = Order(epoch);
        return [.. Enumerable.Range(first, _threads).Select(batch => Buffers(order, epoch, batch))];
    }

    private IEnumerable<BatchBuffer> Buffers(int[] order, int epoch, int first)
    {
        var canvas = new Canvas(_images.Shape);
        for (var start = (long)first * Size; start < order.Length; start += (long)_threads * Size)
        {
            var chosen = order.AsMemory((int)start, (int)Math.Min(Size, order.Length - start));
            var buffer = Rent(chosen.Length);
            Fill(buffer, chosen.Span, epoch, canvas);
            yield return buffer;
        }
    }

    private int[] Order(int epoch) => _seed is { } seed
        ? SplitMix64.At(seed, epoch, PlaceOfOrder).Permutation(_images.Count)
        : [.. Enumerable.Range(0, _images.Count)];

    private void Fill(BatchBuffer buffer, ReadOnlySpan<int> chosen, int epoch, Canvas canvas)
    {
        var length = _images.PixelsPerImage;
        for (var place = 0; place < chosen.Length; place++)
        {
            var image = chosen[place];
            _normalisation.Write(Varied(image, epoch, canvas), buffer.Pixels.AsSpan(place * length, length));
            buffer.Labels[place] = _images.Labels[image];
        }
    }

    // Each image has a generator of its own: its draws depend neither on the batch it falls into nor on the images before it.
    private ReadOnlySpan<byte> Varied(int image, int epoch, Canvas canvas)
    {
        if (_steps.Length == 0 || _seed is not { } seed)
            return _images.Pixels(image);
        var random = SplitMix64.At(seed, epoch, image);
        _images.Pixels(image).CopyTo(canvas.Pixels);
        foreach (var step in _steps)
            step(ref random, canvas);
        return canvas.Pixels;
    }

    private BatchBuffer Rent(int images) =>
        images == Size && _spare.TryTake(out var spare) ? spare : new BatchBuffer(images, _images.PixelsPerImage);

    private void Return(BatchBuffer buffer)
    {
        if (buffer.Labels.Length == Size)
            _spare.Add(buffer);
    }
}

using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Data.Augmenting;

/// <summary>Covers a square around a random pixel, as far as it lies within the image, with the mean colour of the set: about 0 once normalised.</summary>
/// <remarks>DeVries and Taylor, "Improved regularization of convolutional neural networks with cutout" (arXiv 1708.04552): 16 pixels for CIFAR-10, 8 for CIFAR-100.</remarks>
/// <param name="Size">The side of the square in pixels.</param>
public sealed record Cutout(int Size = Cutout.Usual) : AugmentationStep
{
    internal const int Usual = 16;

    /// <inheritdoc/>
    public override string ToString() => $"cutout:{Size}";

    internal override IEnumerable<string> Faults()
    {
        if (Size < 1)
            yield return $"The side of the cutout is {Size} pixels; it must be at least 1.";
    }

    internal override ImageStep For(MapShape shape, ChannelStatistics statistics)
    {
        byte[] colour = [.. statistics.Mean.Select(mean => (byte)Math.Round(byte.MaxValue * mean))];
        return (ref random, canvas) => Apply(ref random, canvas, colour);
    }

    private void Apply(ref SplitMix64 random, Canvas canvas, byte[] colour)
    {
        var (top, height) = Side(random.Below(canvas.Height), canvas.Height);
        var (left, width) = Side(random.Below(canvas.Width), canvas.Width);
        for (var channel = 0; channel < canvas.Channels; channel++)
        {
            for (var y = top; y < top + height; y++)
                canvas.Channel(channel).Slice(y * canvas.Width + left, width).Fill(colour[channel]);
        }
    }

    // The long arithmetic: a square may be larger than any image.
    private (int Start, int Length) Side(int centre, int length)
    {
        var (start, end) = (Math.Max(0L, (long)centre - Size / 2), Math.Min(length, (long)centre - Size / 2 + Size));
        return ((int)start, (int)(end - start));
    }
}

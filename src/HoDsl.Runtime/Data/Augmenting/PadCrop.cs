using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Data.Augmenting;

/// <summary>Cuts a window of the image's own size, at a random place, from the image with black added on all four sides.</summary>
/// <param name="Padding">How many pixels are added on each side.</param>
public sealed record PadCrop(int Padding = PadCrop.Usual) : AugmentationStep
{
    internal const int Usual = 4;

    private const int Most = 64;

    /// <inheritdoc/>
    public override string ToString() => $"crop:{Padding}";

    internal override IEnumerable<string> Faults()
    {
        if (Padding is < 1 or > Most)
            yield return $"The padding is {Padding} pixels; it must be between 1 and {Most}.";
    }

    internal override ImageStep For(MapShape shape, ChannelStatistics statistics) => Padding < Math.Min(shape.Height, shape.Width) ? Apply : throw new UserException(
        $"With {Padding} pixels of padding a crop may show nothing of an image of {shape}: take less than {Math.Min(shape.Height, shape.Width)} (crop:N), or leave crop out.");

    private void Apply(ref SplitMix64 random, Canvas canvas)
    {
        var down = random.Below(2 * Padding + 1) - Padding;
        var right = random.Below(2 * Padding + 1) - Padding;
        for (var channel = 0; channel < canvas.Channels; channel++)
            Shift(canvas.Channel(channel), canvas.NextChannel(channel), canvas.Width, down, right);
        canvas.Swap();
    }

    private static void Shift(ReadOnlySpan<byte> source, Span<byte> target, int width, int down, int right)
    {
        var height = source.Length / width;
        var kept = width - Math.Abs(right);
        var (from, to) = right > 0 ? (width - kept, 0) : (0, width - kept);
        target.Clear();
        for (var y = Math.Max(0, -down); y < Math.Min(height, height - down); y++)
            source.Slice((y + down) * width + from, kept).CopyTo(target.Slice(y * width + to, kept));
    }
}

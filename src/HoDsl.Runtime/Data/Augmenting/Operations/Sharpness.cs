namespace HoDsl.Runtime.Data.Augmenting.Operations;

/// <summary>Blurs an image, or makes it sharper by going the other way; its outermost pixels stay.</summary>
/// <param name="ratio">0 is the blurred image, 1 changes nothing.</param>
internal sealed class Sharpness(double ratio) : Operation
{
    private const int CentreWeight = 5;
    private const int Weights = CentreWeight + 8;

    public override void Apply(Canvas canvas)
    {
        if (canvas.Width < 3 || canvas.Height < 3)
            return;
        for (var channel = 0; channel < canvas.Channels; channel++)
        {
            var blurred = canvas.NextChannel(channel);
            Blur(canvas.Channel(channel), blurred, canvas.Width);
            Blend.Into(canvas.Channel(channel), blurred, ratio);
        }
    }

    private static void Blur(ReadOnlySpan<byte> source, Span<byte> target, int width)
    {
        source.CopyTo(target);
        for (var start = width; start < source.Length - width; start += width)
            BlurRow(source.Slice(start - width, width), source.Slice(start, width), source.Slice(start + width, width), target.Slice(start, width));
    }

    // The mean over 3 x 3 pixels, the one in the middle counted five times, to the nearest whole number.
    private static void BlurRow(ReadOnlySpan<byte> above, ReadOnlySpan<byte> row, ReadOnlySpan<byte> below, Span<byte> target)
    {
        var (before, here) = (above[0] + row[0] + below[0], above[1] + row[1] + below[1]);
        for (var x = 1; x < row.Length - 1; x++)
        {
            var after = above[x + 1] + row[x + 1] + below[x + 1];
            target[x] = (byte)((uint)(before + here + after + (CentreWeight - 1) * row[x] + Weights / 2) / Weights);
            (before, here) = (here, after);
        }
    }
}

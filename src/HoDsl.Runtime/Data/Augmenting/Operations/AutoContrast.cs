using System.Numerics;

namespace HoDsl.Runtime.Data.Augmenting.Operations;

/// <summary>Spreads the levels of each channel over the whole range, from its darkest to its brightest pixel.</summary>
internal sealed class AutoContrast : Operation
{
    public override void Apply(Canvas canvas)
    {
        Span<byte> curve = stackalloc byte[ToneCurve.Levels];
        for (var channel = 0; channel < canvas.Channels; channel++)
        {
            var (darkest, brightest) = Range(canvas.Channel(channel));
            if (darkest == brightest)
                continue;
            // Two roundings: the quotient is the product with a reciprocal, as in PyTorch where a number is divided by a tensor.
            var scale = 1f / (brightest - darkest) * byte.MaxValue;
            for (int level = darkest; level <= brightest; level++)
                curve[level] = (byte)Math.Min((level - darkest) * scale, byte.MaxValue);
            ToneCurve.Apply(curve, canvas.Channel(channel));
        }
    }

    private static (byte Darkest, byte Brightest) Range(ReadOnlySpan<byte> levels)
    {
        var (low, high) = (new Vector<byte>(byte.MaxValue), Vector<byte>.Zero);
        for (; levels.Length >= Vector<byte>.Count; levels = levels[Vector<byte>.Count..])
        {
            var some = new Vector<byte>(levels);
            (low, high) = (Vector.Min(low, some), Vector.Max(high, some));
        }
        var (darkest, brightest) = (byte.MaxValue, byte.MinValue);
        for (var lane = 0; lane < Vector<byte>.Count; lane++)
            (darkest, brightest) = (Math.Min(darkest, low[lane]), Math.Max(brightest, high[lane]));
        foreach (var level in levels)
            (darkest, brightest) = (Math.Min(darkest, level), Math.Max(brightest, level));
        return (darkest, brightest);
    }
}

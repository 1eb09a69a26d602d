namespace HoDsl.Runtime.Data.Augmenting.Operations;

/// <summary>Spreads the levels of each channel so that about as many pixels have any one of them as any other.</summary>
internal sealed class Equalize : Operation
{
    private const int Brightest = ToneCurve.Levels - 1;

    public override void Apply(Canvas canvas)
    {
        Span<int> counts = stackalloc int[ToneCurve.Levels];
        Span<byte> curve = stackalloc byte[ToneCurve.Levels];
        for (var channel = 0; channel < canvas.Channels; channel++)
        {
            var levels = canvas.Channel(channel);
            Count(levels, counts);
            // What is left over when all but the brightest pixels are dealt out to 255 steps is passed over, as in PIL.
            var step = (levels.Length - counts[counts.LastIndexOfAnyExcept(0)]) / Brightest;
            if (step == 0)
                continue;
            WriteCurve(counts, step, curve);
            ToneCurve.Apply(curve, levels);
        }
    }

    private static void Count(ReadOnlySpan<byte> levels, Span<int> counts)
    {
        counts = counts[..ToneCurve.Levels];
        counts.Clear();
        foreach (var level in levels)
            counts[level]++;
    }

    private static void WriteCurve(ReadOnlySpan<int> counts, int step, Span<byte> curve)
    {
        var darker = 0;
        for (var level = 0; level < curve.Length; level++)
        {
            // No pixel is darker than the darkest: its sum alone gives 0, as the step's half is less than a step.
            curve[level] = (byte)Math.Min((darker + step / 2) / step, Brightest);
            darker += counts[level];
        }
    }
}

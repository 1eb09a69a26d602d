namespace HoDsl.Runtime.Data.Augmenting.Operations;

/// <summary>Moves all levels towards the image's mean brightness, or away from it.</summary>
/// <param name="ratio">0 leaves the mean alone, 1 changes nothing.</param>
internal sealed class Contrast(double ratio) : Operation
{
    public override void Apply(Canvas canvas)
    {
        var mean = Brightness(canvas);
        Span<byte> curve = stackalloc byte[ToneCurve.Levels];
        for (var level = 0; level < curve.Length; level++)
            curve[level] = Blend.Level(level, mean, ratio);
        ToneCurve.Apply(curve, canvas.Pixels);
    }

    private static float Brightness(Canvas canvas)
    {
        if (canvas.Channels == 1)
            return Mean(canvas.Channel(0));
        var grey = canvas.NextChannel(0);
        Grey.Write(canvas, grey);
        return Mean(grey);
    }

    private static float Mean(ReadOnlySpan<byte> levels)
    {
        var sum = 0L;
        foreach (var level in levels)
            sum += level;
        return (float)sum / levels.Length;
    }
}

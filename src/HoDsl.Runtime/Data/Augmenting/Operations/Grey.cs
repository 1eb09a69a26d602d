namespace HoDsl.Runtime.Data.Augmenting.Operations;

/// <summary>The brightness of a coloured image.</summary>
internal static class Grey
{
    private static readonly float[] Reds = Weighted(0.2989f);
    private static readonly float[] Greens = Weighted(0.587f);
    private static readonly float[] Blues = Weighted(0.114f);

    /// <summary>Writes 0.2989 red + 0.587 green + 0.114 blue, fractions cut off.</summary>
    public static void Write(Canvas canvas, Span<byte> target)
    {
        var (area, levels) = (canvas.Area, ToneCurve.Levels);
        ReadOnlySpan<byte> red = canvas.Channel(0), green = canvas.Channel(1), blue = canvas.Channel(2);
        ReadOnlySpan<float> reds = Reds.AsSpan(0, levels), greens = Greens.AsSpan(0, levels), blues = Blues.AsSpan(0, levels);
        for (var i = 0; i < area; i++)
            target[i] = (byte)(reds[red[i]] + greens[green[i]] + blues[blue[i]]);
    }

    private static float[] Weighted(float weight) => [.. Enumerable.Range(0, ToneCurve.Levels).Select(level => weight * level)];
}

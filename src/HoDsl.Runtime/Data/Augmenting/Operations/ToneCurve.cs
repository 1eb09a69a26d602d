namespace HoDsl.Runtime.Data.Augmenting.Operations;

/// <summary>Changes every level of intensity into another one, the same in all channels and images.</summary>
internal sealed class ToneCurve(Func<byte, byte> curve) : Operation
{
    private readonly byte[] _curve = [.. Enumerable.Range(0, Levels).Select(level => curve((byte)level))];

    /// <summary>How many levels there are.</summary>
    public const int Levels = 256;

    /// <summary>Keeps the highest bits of a level.</summary>
    public static ToneCurve Posterize(int bits) => new(level => (byte)(level & -(1 << (8 - bits))));

    /// <summary>Turns levels from a threshold on into their negative.</summary>
    public static ToneCurve Solarize(float threshold) => new(level => level >= threshold ? (byte)(byte.MaxValue - level) : level);

    public override void Apply(Canvas canvas) => Apply(_curve, canvas.Pixels);

    /// <summary>Applies a curve of 256 levels to pixels.</summary>
    public static void Apply(ReadOnlySpan<byte> curve, Span<byte> pixels)
    {
        curve = curve[..Levels];
        foreach (ref var pixel in pixels)
            pixel = curve[pixel];
    }
}

using System.Numerics;

namespace HoDsl.Runtime.Data.Augmenting.Operations;

/// <summary>Mixes two images, or goes beyond the first one away from the second: ratio x first + (1 - ratio) x second.</summary>
/// <remarks>In single precision, cut to the range of a byte, fractions cut off.</remarks>
internal static class Blend
{
    /// <summary>The mixture of two levels.</summary>
    public static byte Level(float first, float second, double ratio) => Mix(first, second, (float)ratio, (float)(1 - ratio));

    /// <summary>Mixes another image into an image.</summary>
    public static void Into(Span<byte> first, ReadOnlySpan<byte> second, double ratio)
    {
        var (own, other) = ((float)ratio, (float)(1 - ratio));
        var i = 0;
        for (; i <= first.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            var target = first.Slice(i, Vector<byte>.Count);
            Mix(new Vector<byte>(target), new Vector<byte>(second[i..]), own, other).CopyTo(target);
        }
        for (; i < first.Length; i++)
            first[i] = Mix(first[i], second[i], own, other);
    }

    private static byte Mix(float first, float second, float own, float other) =>
        (byte)Math.Clamp(own * first + other * second, byte.MinValue, byte.MaxValue);

    private static Vector<byte> Mix(Vector<byte> first, Vector<byte> second, float own, float other)
    {
        Vector.Widen(first, out var firstLow, out var firstHigh);
        Vector.Widen(second, out var secondLow, out var secondHigh);
        return Vector.Narrow(Mix(firstLow, secondLow, own, other), Mix(firstHigh, secondHigh, own, other));
    }

    private static Vector<ushort> Mix(Vector<ushort> first, Vector<ushort> second, float own, float other)
    {
        Vector.Widen(first, out var firstLow, out var firstHigh);
        Vector.Widen(second, out var secondLow, out var secondHigh);
        return Vector.Narrow(Mix(firstLow, secondLow, own, other), Mix(firstHigh, secondHigh, own, other));
    }

    private static Vector<uint> Mix(Vector<uint> first, Vector<uint> second, float own, float other)
    {
        var mixture = own * Vector.ConvertToSingle(first.As<uint, int>()) + other * Vector.ConvertToSingle(second.As<uint, int>());
        var cut = Vector.Min(Vector.Max(mixture, Vector<float>.Zero), new Vector<float>(byte.MaxValue));
        return Vector.ConvertToInt32(cut).As<int, uint>();
    }
}

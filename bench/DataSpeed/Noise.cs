using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data;

namespace HoDsl.Bench;

/// <summary>Random images of CIFAR-10's shape.</summary>
internal static class Noise
{
    public static ImageSet Images(int count)
    {
        var shape = new MapShape(3, 32, 32);
        var pixels = new byte[count * shape.Channels * shape.Height * shape.Width];
        new Random(1).NextBytes(pixels);
        return new(pixels, [.. Enumerable.Range(0, count).Select(image => (byte)(image % 10))], shape, [.. Enumerable.Range(0, 10).Select(label => $"{label}")]);
    }
}

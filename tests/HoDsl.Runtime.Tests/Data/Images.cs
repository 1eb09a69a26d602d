using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data;

namespace HoDsl.Runtime.Tests.Data;

/// <summary>Sets of random images for tests.</summary>
internal static class Images
{
    public static ImageSet Random(int count, int channels, int height, int width, int seed = 1)
    {
        var random = new Random(seed);
        var pixels = new byte[count * channels * height * width];
        random.NextBytes(pixels);
        byte[] labels = [.. Enumerable.Range(0, count).Select(_ => (byte)random.Next(3))];
        return new(pixels, labels, new MapShape(channels, height, width), ["a", "b", "c"]);
    }
}

using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data;

namespace HoDsl.Runtime.Tests.Support;

/// <summary>Small sets of noise, in which the brightness tells the class.</summary>
internal static class RandomImages
{
    public static readonly MapShape Shape = new(Channels: 3, Height: 8, Width: 8);

    private static readonly string[] Classes = ["dark", "grey", "bright"];

    public static DataSet Set(int training = 48, int test = 24) => new("noise", Images(training, seed: 1), Images(test, seed: 2));

    private static ImageSet Images(int count, int seed)
    {
        var random = new Random(seed);
        var pixelsPerImage = (int)(Shape.Channels * Shape.Height * Shape.Width);
        var labels = new byte[count];
        var pixels = new byte[count * pixelsPerImage];
        for (var i = 0; i < pixels.Length; i++)
        {
            var label = labels[i / pixelsPerImage] = (byte)(i / pixelsPerImage % Classes.Length);
            pixels[i] = (byte)(random.Next(128) + label * 63);
        }

        return new ImageSet(pixels, labels, Shape, Classes);
    }
}

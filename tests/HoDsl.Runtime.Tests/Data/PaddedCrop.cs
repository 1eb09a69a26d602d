using HoDsl.Runtime.Data;

namespace HoDsl.Runtime.Tests.Data;

/// <summary>The plain reference for augmentation: pad with black, cut, mirror, each as a step of its own.</summary>
internal static class PaddedCrop
{
    /// <summary>One image after the three steps; top and left are the first row and column of the padded image that are kept.</summary>
    public static byte[] Of(ImageSet images, int image, int padding, int top, int left, bool mirrored)
    {
        var (channels, height, width) = ((int)images.Shape.Channels, (int)images.Shape.Height, (int)images.Shape.Width);
        var padded = new byte[channels, height + 2 * padding, width + 2 * padding];
        var cut = new byte[channels, height, width];
        var result = new byte[channels * height * width];
        for (var c = 0; c < channels; c++)
        {
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                    padded[c, y + padding, x + padding] = images.Pixels(image)[(c * height + y) * width + x];
            }
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                    cut[c, y, x] = padded[c, y + top, x + left];
            }
            for (var y = 0; y < height; y++)
            {
                for (var x = 0; x < width; x++)
                    result[(c * height + y) * width + x] = cut[c, y, mirrored ? width - 1 - x : x];
            }
        }
        return result;
    }
}

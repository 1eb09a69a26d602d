using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data.Formats;
using HoDsl.Runtime.Data.Png;

namespace HoDsl.Runtime.Data;

/// <summary>Reads single images.</summary>
public static class ImageFile
{
    /// <summary>The pixels of a PNG image, channels x height x width.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shape">The shape that the image must have.</param>
    /// <exception cref="UserException">The file cannot be read, is broken, or has another shape.</exception>
    public static byte[] ReadPng(string path, MapShape shape)
    {
        var image = PngReader.Read(DataFile.Read(path, "give an 8-bit PNG image, greyscale or RGB"));
        var own = new MapShape(image.Channels, image.Height, image.Width);
        return own == shape ? Planar(image) : throw new UserException($"{path} is an image of {own}, but the network takes {shape} (channels x height x width).");
    }

    private static byte[] Planar(PngImage image)
    {
        var (area, pixels) = (image.Width * image.Height, new byte[image.Samples.Length]);
        for (var i = 0; i < pixels.Length; i++) pixels[(i % image.Channels * area) + (i / image.Channels)] = image.Samples[i];
        return pixels;
    }
}

using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data.Formats;
using HoDsl.Runtime.Data.Png;

namespace HoDsl.Runtime.Data;

/// <summary>Reads single images.</summary>
public static class ImageFile
{
    /// <summary>The pixels of a PNG image, channels x height x width.</summary>
    /// <param name="path">The file.</param>
    /// <param name="shape">The shape that the image must have; a grey one is taken for one of three equal channels.</param>
    /// <exception cref="UserException">The file cannot be read, is broken, or has another shape.</exception>
    public static byte[] ReadPng(string path, MapShape shape)
    {
        var image = PngReader.Read(DataFile.Read(path, "give a PNG image, grey or coloured"));
        if ((image.Height, image.Width) != (shape.Height, shape.Width) || (image.Channels != 1 && image.Channels != shape.Channels))
            throw new UserException($"{path} is an image of {new MapShape(image.Channels, image.Height, image.Width)}, but the network takes {shape} (channels x height x width).");
        var pixels = new byte[shape.Channels * shape.Height * shape.Width];
        image.CopyPlanes(pixels);
        return pixels;
    }
}

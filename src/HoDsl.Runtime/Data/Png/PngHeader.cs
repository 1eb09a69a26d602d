using HoDsl.Runtime.Data.Formats;

namespace HoDsl.Runtime.Data.Png;

/// <summary>What the IHDR chunk says of an image.</summary>
internal readonly record struct PngHeader(int Width, int Height, int Channels)
{
    private const int Length = 13;
    private const byte Greyscale = 0;
    private const byte TrueColour = 2;

    /// <summary>How many bytes a row of pixels has.</summary>
    public int Stride => Width * Channels;

    /// <summary>Reads the header, which must be of the kind that is understood here: 8-bit greyscale or RGB, not interlaced.</summary>
    public static PngHeader Read(DataFile file, PngChunk chunk)
    {
        if (chunk.Type != "IHDR" || chunk.Length != Length)
            throw file.Broken(chunk.Offset, "a PNG file begins with an IHDR chunk of 13 bytes");
        var (width, height) = (file.ReadInt32(chunk.DataOffset), file.ReadInt32(chunk.DataOffset + 4));
        var channels = ChannelsOf(file, chunk.DataOffset + 8);
        if (width <= 0 || height <= 0 || (Int128)(width * (long)channels + 1) * height > Array.MaxLength)
            throw file.Broken(chunk.DataOffset, $"the image is said to be {width} x {height} pixels");
        return new(width, height, channels);
    }

    private static int ChannelsOf(DataFile file, int offset)
    {
        return file.Bytes.AsSpan(offset, 5) switch
        {
            [8, Greyscale, 0, 0, 0] => 1,
            [8, TrueColour, 0, 0, 0] => 3,
            [var depth, var colour, .., var interlace] => throw file.Broken(offset,
                $"only PNG images of 8-bit greyscale or RGB without interlacing are read here, not depth {depth}, colour type {colour}, interlacing {interlace}"),
            _ => throw new InvalidOperationException("Five bytes are five bytes."),
        };
    }
}

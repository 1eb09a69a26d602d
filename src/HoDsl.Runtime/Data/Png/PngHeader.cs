using HoDsl.Runtime.Data.Formats;

namespace HoDsl.Runtime.Data.Png;

/// <summary>What the IHDR chunk says of an image.</summary>
/// <param name="Width">Its width in pixels.</param>
/// <param name="Height">Its height in pixels.</param>
/// <param name="Depth">How many bits a sample has.</param>
/// <param name="Colour">What the samples mean.</param>
internal readonly record struct PngHeader(int Width, int Height, int Depth, PngColour Colour)
{
    private const int Length = 13;

    /// <summary>How many channels the decoded image has: 3 for colours, 1 without.</summary>
    public int Channels => Colour is PngColour.Grey or PngColour.GreyAlpha ? 1 : 3;

    /// <summary>How many samples a pixel has in the file.</summary>
    public int SamplesPerPixel => Colour switch
    {
        PngColour.Rgb => 3,
        PngColour.GreyAlpha => 2,
        PngColour.Rgba => 4,
        _ => 1,
    };

    /// <summary>How many bytes a row of pixels has; pixels of less than a byte lie side by side in one.</summary>
    public int Stride => checked((int)(((long)Width * SamplesPerPixel * Depth + 7) / 8));

    /// <summary>How far away the byte to the left is that a filter means.</summary>
    public int FilterDistance => Math.Max(1, SamplesPerPixel * Depth / 8);

    /// <summary>Reads the header, which must be of the kind that is understood here: up to 8 bits a sample, not interlaced.</summary>
    public static PngHeader Read(DataFile file, PngChunk chunk)
    {
        if (chunk.Type != "IHDR" || chunk.Length != Length)
            throw file.Broken(chunk.Offset, "a PNG file begins with an IHDR chunk of 13 bytes");
        var (width, height) = (file.ReadInt32(chunk.DataOffset), file.ReadInt32(chunk.DataOffset + 4));
        var (depth, colour) = Kind(file, chunk.DataOffset + 8);
        var header = new PngHeader(width, height, depth, colour);
        if (width <= 0 || height <= 0 || (Int128)((long)width * header.SamplesPerPixel + 1) * height * header.Channels > Array.MaxLength)
            throw file.Broken(chunk.DataOffset, $"the image is said to be {width} x {height} pixels");
        return header;
    }

    private static (int Depth, PngColour Colour) Kind(DataFile file, int offset)
    {
        var (depth, colour) = (file.Bytes[offset], (PngColour)file.Bytes[offset + 1]);
        var (compression, filters, interlacing) = (file.Bytes[offset + 2], file.Bytes[offset + 3], file.Bytes[offset + 4]);
        var exists = (depth, colour) is (1 or 2 or 4 or 8, PngColour.Grey or PngColour.Palette) or (16, PngColour.Grey)
            or (8 or 16, PngColour.Rgb or PngColour.GreyAlpha or PngColour.Rgba);
        if (!exists || (compression, filters) != (0, 0) || interlacing > 1)
            throw file.Broken(offset, $"there are no PNG images of depth {depth}, colour type {(byte)colour}, compression {compression}, filters {filters}, interlacing {interlacing}");
        return depth <= 8 && interlacing == 0 ? (depth, colour) : throw file.Unsuitable(
            $"has {depth} bits a sample and is {(interlacing == 0 ? "not " : "")}interlaced, and PNG images are read here with up to 8 bits, not interlaced", "save it so");
    }
}

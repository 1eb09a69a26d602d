using HoDsl.Runtime.Data.Formats;

namespace HoDsl.Runtime.Data.Png;

/// <summary>Turns the samples of a file into grey or red, green and blue of 8 bits each.</summary>
/// <remarks>Transparency is passed over: colours are those that are stored.</remarks>
internal static class PngPixels
{
    private const int ColourLength = 3;

    /// <summary>Makes the image.</summary>
    /// <param name="file">The file, for complaints.</param>
    /// <param name="header">The kind of its samples.</param>
    /// <param name="palette">Its colours, for samples that are numbers of such; three bytes each.</param>
    /// <param name="rows">The samples as they lie in the file, unfiltered.</param>
    /// <param name="end">Where the pixels end in the file.</param>
    public static PngImage Image(DataFile file, PngHeader header, ReadOnlySpan<byte> palette, byte[] rows, int end)
    {
        var samples = header.Depth == 8 ? rows : Unpack(header, rows);
        return new(header.Width, header.Height, header.Channels, header.Colour switch
        {
            PngColour.Palette => Colours(file, header, palette, samples, end),
            PngColour.GreyAlpha or PngColour.Rgba => WithoutAlpha(samples, header.SamplesPerPixel),
            _ => samples,
        });
    }

    // Several samples a byte, the leftmost in the highest bits. Grey is spread over the whole range; a colour's number stays what it is.
    private static byte[] Unpack(PngHeader header, byte[] rows)
    {
        var (mask, perByte) = ((1 << header.Depth) - 1, 8 / header.Depth);
        var factor = header.Colour == PngColour.Grey ? byte.MaxValue / mask : 1;
        var samples = new byte[header.Width * header.Height];
        for (var y = 0; y < header.Height; y++)
        {
            for (var x = 0; x < header.Width; x++)
            {
                var shift = 8 - header.Depth * (1 + x % perByte);
                samples[y * header.Width + x] = (byte)(factor * ((rows[y * header.Stride + x / perByte] >> shift) & mask));
            }
        }
        return samples;
    }

    private static byte[] Colours(DataFile file, PngHeader header, ReadOnlySpan<byte> palette, byte[] numbers, int end)
    {
        var samples = new byte[ColourLength * numbers.Length];
        for (var pixel = 0; pixel < numbers.Length; pixel++)
        {
            var colour = numbers[pixel] * ColourLength;
            if (colour >= palette.Length)
            {
                throw file.Broken(end,
                    $"row {pixel / header.Width} of the pixels before it has the colour {numbers[pixel]}, and the palette has {palette.Length / ColourLength}");
            }
            palette.Slice(colour, ColourLength).CopyTo(samples.AsSpan(pixel * ColourLength));
        }
        return samples;
    }

    private static byte[] WithoutAlpha(byte[] samples, int samplesPerPixel)
    {
        var kept = samplesPerPixel - 1;
        var opaque = new byte[samples.Length / samplesPerPixel * kept];
        for (var pixel = 0; pixel < opaque.Length / kept; pixel++)
            samples.AsSpan(pixel * samplesPerPixel, kept).CopyTo(opaque.AsSpan(pixel * kept));
        return opaque;
    }
}

namespace HoDsl.Runtime.Data.Png;

/// <summary>A decoded PNG image of 8 bits per sample.</summary>
/// <param name="Width">Its width in pixels.</param>
/// <param name="Height">Its height in pixels.</param>
/// <param name="Channels">1 for greyscale, 3 for red, green, blue.</param>
/// <param name="Samples">The samples, row by row, the channels of a pixel side by side.</param>
internal sealed record PngImage(int Width, int Height, int Channels, byte[] Samples)
{
    /// <summary>The samples of one row.</summary>
    public ReadOnlySpan<byte> Row(int y) => Samples.AsSpan(y * Width * Channels, Width * Channels);

    /// <summary>Writes the image channel by channel; a greyscale image may be written as three equal ones.</summary>
    /// <param name="target">Room for 1 or 3 channels.</param>
    public void CopyPlanes(Span<byte> target) => SplitChannels(Samples, Channels, target);

    /// <summary>Writes pixels, whose channels lie side by side, channel by channel.</summary>
    public static void SplitChannels(ReadOnlySpan<byte> pixels, int channels, Span<byte> target)
    {
        var area = pixels.Length / channels;
        for (var start = 0; start < target.Length; start += area)
        {
            var plane = target.Slice(start, area);
            var channel = channels == 1 ? 0 : start / area;
            for (var pixel = 0; pixel < area; pixel++)
                plane[pixel] = pixels[pixel * channels + channel];
        }
    }
}

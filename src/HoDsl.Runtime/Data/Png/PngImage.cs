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
}

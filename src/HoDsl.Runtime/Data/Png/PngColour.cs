namespace HoDsl.Runtime.Data.Png;

/// <summary>What the samples of a pixel mean, by the numbers that PNG gives it.</summary>
internal enum PngColour : byte
{
    Grey = 0,
    Rgb = 2,
    Palette = 3,
    GreyAlpha = 4,
    Rgba = 6,
}

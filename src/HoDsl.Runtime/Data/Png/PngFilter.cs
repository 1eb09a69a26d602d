namespace HoDsl.Runtime.Data.Png;

/// <summary>Undoes the five filters of PNG, which store each byte as its difference from a guess.</summary>
/// <remarks>PNG specification, third edition, section 9.</remarks>
internal static class PngFilter
{
    /// <summary>How many filters there are; they are numbered from 0.</summary>
    public const int Count = 5;

    /// <summary>Turns one filtered row into its samples, in place.</summary>
    /// <param name="filter">The number of the filter, below <see cref="Count"/>.</param>
    /// <param name="row">The row.</param>
    /// <param name="above">The row above it as samples; black above the first row.</param>
    /// <param name="distance">How many bytes away the left neighbour of a byte is: those of a pixel, or 1.</param>
    public static void Undo(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int distance)
    {
        for (var i = 0; i < row.Length; i++)
        {
            var left = i < distance ? (byte)0 : row[i - distance];
            var aboveLeft = i < distance ? (byte)0 : above[i - distance];
            row[i] += Guess(filter, left, above[i], aboveLeft);
        }
    }

    private static byte Guess(byte filter, byte left, byte above, byte aboveLeft) => filter switch
    {
        0 => 0,
        1 => left,
        2 => above,
        3 => (byte)((left + above) / 2),
        4 => Paeth(left, above, aboveLeft),
        _ => throw new ArgumentOutOfRangeException(nameof(filter), filter, "PNG has five filters."),
    };

    private static byte Paeth(byte left, byte above, byte aboveLeft)
    {
        var plane = left + above - aboveLeft;
        var (toLeft, toAbove, toAboveLeft) = (Math.Abs(plane - left), Math.Abs(plane - above), Math.Abs(plane - aboveLeft));
        if (toLeft <= toAbove && toLeft <= toAboveLeft)
            return left;
        return toAbove <= toAboveLeft ? above : aboveLeft;
    }
}

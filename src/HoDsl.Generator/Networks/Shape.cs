namespace HoDsl.Generator.Networks;

/// <summary>The shape of what flows between two items, without the batch: a map of channels x height x width, or features in a row.</summary>
/// <param name="Channels">How many channels, or features.</param>
/// <param name="Height">The height of a map in pixels; 1 for features.</param>
/// <param name="Width">The width of a map in pixels; 1 for features.</param>
/// <param name="IsFlat">Whether these are features, not a map of one pixel.</param>
public readonly record struct Shape(int Channels, int Height, int Width, bool IsFlat = false)
{
    /// <summary>So many features in a row.</summary>
    public static Shape Flat(int features) => new(features, 1, 1, IsFlat: true);

    /// <summary>How many pixels a channel has.</summary>
    public long Pixels => (long)Height * Width;

    /// <summary>How many numbers there are.</summary>
    public long Size => checked(Channels * Pixels);

    /// <inheritdoc/>
    public override string ToString() => IsFlat ? FormattableString.Invariant($"{Channels}") : FormattableString.Invariant($"{Channels} x {Height} x {Width}");
}

namespace HoDsl.Runtime.Blocks;

/// <summary>The shape of one image's feature map: what a block takes and gives, without the batch.</summary>
public readonly record struct MapShape(long Channels, long Height, long Width)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Channels} x {Height} x {Width}";
}

namespace HoDsl.Runtime.Blocks;

/// <summary>Which terms of a block's joins live while it is trained.</summary>
/// <param name="dropPath">How they are drawn; null where all live.</param>
/// <param name="columns">How many columns meet in the block's widest join.</param>
public sealed class Paths(DropPath? dropPath, int columns)
{
    /// <summary>What the block's body has drawn for the batch; null where the block draws for itself.</summary>
    internal BatchPaths? Batch { get; set; }

    /// <summary>Draws for one step of the block.</summary>
    /// <param name="training">Whether it is being trained; otherwise all terms live.</param>
    public LivePaths Draw(bool training)
    {
        if (dropPath is null || !training)
            return LivePaths.All;
        var column = (Batch ?? dropPath.Draw()).Column;
        return column is { } place ? LivePaths.Of((int)(place * columns)) : LivePaths.WithLosses(dropPath.Probability);
    }
}

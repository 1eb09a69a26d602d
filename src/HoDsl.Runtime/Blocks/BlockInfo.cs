namespace HoDsl.Runtime.Blocks;

/// <summary>Where a block stands: the shape of the maps it works on and its place among the blocks of its body.</summary>
/// <param name="Shape">The shape of the maps, or null where the block is used outside a network and its subnets need no shape.</param>
/// <param name="Index">The place of the block in its body, from 0.</param>
/// <param name="Count">How many blocks the body has.</param>
/// <param name="Entering">The shape of what enters, where the block changes the width or the resolution; null where it keeps them.</param>
public sealed record BlockInfo(MapShape? Shape = null, int Index = 0, int Count = 1, MapShape? Entering = null)
{
    /// <summary>Whether the block's subnets are registered in it; otherwise they are another block's of the same body, and count there.</summary>
    public bool OwnsSubnets { get; init; } = true;

    /// <summary>How terms of the block's joins are dropped in training; null where they are not.</summary>
    public DropPath? DropPath { get; init; }

    /// <summary>A block by itself, of no stated shape.</summary>
    public static BlockInfo Alone { get; } = new();
}

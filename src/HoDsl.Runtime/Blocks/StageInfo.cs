namespace HoDsl.Runtime.Blocks;

/// <summary>For which stage of which block a subnet is made.</summary>
/// <param name="Block">The block: its shape and its place in the body.</param>
/// <param name="Stage">The number of the stage, from 1 as in the scheme's own symbols k1, k2, ...</param>
/// <param name="Node">The stage's node c: the time within the step, in units of the step.</param>
public sealed record StageInfo(BlockInfo Block, int Stage, double Node)
{
    /// <summary>The shape of the stage's input and output, without the batch.</summary>
    /// <exception cref="InvalidOperationException">The block was made without a shape.</exception>
    public MapShape Shape => Block.Shape ?? throw new InvalidOperationException(
        $"Stage {Stage} asks for the shape of its maps, but its block was made without one: pass a BlockInfo with a shape to the block.");

    /// <summary>The number of channels of the stage's input and output.</summary>
    public long Channels => Shape.Channels;

    /// <summary>The height of the stage's maps, in pixels.</summary>
    public long Height => Shape.Height;

    /// <summary>The width of the stage's maps, in pixels.</summary>
    public long Width => Shape.Width;
}

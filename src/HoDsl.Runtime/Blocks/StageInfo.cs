namespace HoDsl.Runtime.Blocks;

/// <summary>For which stage of which block a subnet is made.</summary>
/// <param name="Block">The block: its shape and its place in the body.</param>
/// <param name="Stage">The number of the stage, from 1 as in the scheme's own symbols k1, k2, ...</param>
/// <param name="Node">The stage's node c: the time within the step, in units of the step.</param>
public sealed record StageInfo(BlockInfo Block, int Stage, double Node)
{
    /// <summary>The shape of the stage's output, without the batch.</summary>
    /// <exception cref="InvalidOperationException">The block was made without a shape.</exception>
    public MapShape Shape => Block.Shape ?? throw new InvalidOperationException(
        $"Stage {Stage} asks for the shape of its maps, but its block was made without one: pass a BlockInfo with a shape to the block.");

    /// <summary>The shape of the stage's input, without the batch: that of its output, but where the block changes width or resolution.</summary>
    /// <exception cref="InvalidOperationException">The block was made without a shape.</exception>
    public MapShape Input => Block.Entering ?? Shape;

    /// <summary>By how much the stage's convolution moves: the smallest stride s for which every s-th pixel of the input makes the output.</summary>
    /// <exception cref="InvalidOperationException">The block was made without a shape, or no such stride leads from its input to its output.</exception>
    public long Stride
    {
        get
        {
            // Of a side that is one pixel long nothing can be told: every stride keeps it.
            var stride = Math.Max(Quotient(Input.Height, Shape.Height), Quotient(Input.Width, Shape.Width));
            return Quotient(Input.Height, stride) == Shape.Height && Quotient(Input.Width, stride) == Shape.Width
                ? stride
                : throw new InvalidOperationException($"No stride leads from maps of {Input} to maps of {Shape}.");
        }
    }

    /// <summary>The number of channels of the stage's output.</summary>
    public long Channels => Shape.Channels;

    /// <summary>The height of the stage's output, in pixels.</summary>
    public long Height => Shape.Height;

    /// <summary>The width of the stage's output, in pixels.</summary>
    public long Width => Shape.Width;

    // Rounded upwards: a last row or column that a stride does not reach fully still makes a pixel.
    private static long Quotient(long size, long divisor) => (size + divisor - 1) / divisor;
}

using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Blocks;

/// <summary>The numbers that blocks learn beside the weights of their subnets: steps, and coefficients of the tableau.</summary>
public static class LearntNumber
{
    /// <summary>One scalar a block.</summary>
    public static Parameter PerBlock(double initial) => Kept(full(Array.Empty<long>(), initial));

    /// <summary>One scalar a block, drawn from [low, high].</summary>
    public static Parameter PerBlock(double low, double high) => Kept(empty(Array.Empty<long>()).uniform_(low, high));

    /// <summary>One number a channel.</summary>
    /// <exception cref="InvalidOperationException">The block was made without a shape.</exception>
    public static Parameter PerChannel(BlockInfo block, double initial) => Kept(full(Channels(block), initial));

    /// <summary>One number a channel, each drawn from [low, high].</summary>
    /// <exception cref="InvalidOperationException">The block was made without a shape.</exception>
    public static Parameter PerChannel(BlockInfo block, double low, double high) => Kept(empty(Channels(block)).uniform_(low, high));

    /// <summary>Moves each number to the nearest one in a range, outside the gradient.</summary>
    public static void Project(Parameter number, double low, double high)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        number.clamp_(low, high);
    }

    // A block outlives the scope in which it is made.
    private static Parameter Kept(Tensor initial)
    {
        var number = new Parameter(initial);
        number.DetachFromDisposeScope();
        return number;
    }

    private static long[] Channels(BlockInfo block) => block.Shape is { } shape ? [shape.Channels] : throw new InvalidOperationException(
        "A number per channel needs to know the channels, but the block was made without a shape: pass a BlockInfo with a shape to the block.");
}

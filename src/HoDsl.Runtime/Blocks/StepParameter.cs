using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Blocks;

/// <summary>The learnable steps of blocks.</summary>
public static class StepParameter
{
    /// <summary>A step that is one scalar.</summary>
    public static Parameter PerBlock(double initial) => new(tensor(initial, dtype: get_default_dtype()));

    /// <summary>A step of one number a channel.</summary>
    /// <exception cref="InvalidOperationException">The block was made without a shape.</exception>
    public static Parameter PerChannel(BlockInfo block, double initial)
    {
        var shape = block.Shape ?? throw new InvalidOperationException(
            "A step per channel needs to know the channels, but the block was made without a shape: pass a BlockInfo with a shape to the block.");
        return new(full(shape.Channels, initial));
    }

    /// <summary>Moves each number of a step to the nearest one in a range, outside the gradient.</summary>
    public static void Project(Parameter step, double low, double high)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        step.clamp_(low, high);
    }
}

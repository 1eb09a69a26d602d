using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Blocks;

/// <summary>A block as its body drives it, whatever its kind: from states to states.</summary>
/// <param name="Module">The block.</param>
/// <param name="Step">Its step.</param>
/// <param name="BeforeRelu">Its step without the ReLU, if one follows.</param>
/// <param name="EndsWithRelu">Whether one follows.</param>
internal sealed record BodyBlock(Module Module, Func<State, State> Step, Func<State, State> BeforeRelu, bool EndsWithRelu)
{
    /// <summary>A block of one state.</summary>
    public static BodyBlock Of(Module<Tensor, Tensor> block)
    {
        State Step(State state) => state.Next(block.call(state.Now(0)));
        return block is IRectified<Tensor> rectified
            ? new(block, Step, state => state.Next(rectified.BeforeRelu(state.Now(0))), EndsWithRelu: true)
            : new(block, Step, Step, EndsWithRelu: false);
    }

    /// <summary>A block of several states.</summary>
    public static BodyBlock Of(Module<State, State> block) =>
        block is IRectified<State> rectified ? new(block, block.call, rectified.BeforeRelu, EndsWithRelu: true) : new(block, block.call, block.call, EndsWithRelu: false);
}

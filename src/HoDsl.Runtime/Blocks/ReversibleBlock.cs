using HoDsl.Runtime.Blocks.Reversal;
using HoDsl.Runtime.Gradients;
using HoDsl.Torch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Blocks;

/// <summary>One step of a scheme that can be undone in closed form. Generated blocks derive from it.</summary>
/// <typeparam name="TSubnet">The map f of a stage; it keeps the shape of its input.</typeparam>
/// <param name="name">The scheme's name.</param>
public abstract class ReversibleBlock<TSubnet>(string name) : StateBlock<TSubnet>(name), IReversible
    where TSubnet : Module<Tensor, Tensor>
{
    private IStagePass? _pass;

    IStagePass? IReversible.Pass
    {
        get => _pass;
        set => _pass = value;
    }

    /// <inheritdoc/>
    public abstract State Invert(State state);

    /// <summary>A stage k = f(sum of coefficient times map).</summary>
    /// <param name="number">The stage's number.</param>
    /// <param name="f">Its subnet.</param>
    /// <param name="terms">What it reads.</param>
    protected Tensor Stage(int number, TSubnet f, params ReadOnlySpan<Term> terms) =>
        Combination.Stage(input => _pass is null ? Segment.Call(f, input) : _pass.Run(number, f, input), terms);
}

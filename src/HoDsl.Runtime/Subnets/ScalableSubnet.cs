using HoDsl.Runtime.Blocks;
using HoDsl.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Subnets;

/// <summary>A subnet whose last layer is linear in its weights, which therefore take a number that multiplies what the subnet gives.</summary>
/// <param name="name">The subnet's name.</param>
public abstract class ScalableSubnet(string name) : Subnet(name), IScalable
{
    /// <inheritdoc/>
    public bool CanScale => TorchExtras.Current.IsUnseen(this) && LastCanScale;

    /// <summary>Whether its last layer can, and nobody sees what that gives without the number.</summary>
    private protected abstract bool LastCanScale { get; }

    /// <inheritdoc/>
    public sealed override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return Compute(input, scale: null).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Scaled(Tensor input, Tensor scale)
    {
        using var scope = NewDisposeScope();
        return Compute(input, scale).MoveToOuterDisposeScope();
    }

    /// <summary>What the subnet gives, times a scale if there is one; what else comes about on the way ends with the caller's scope.</summary>
    private protected abstract Tensor Compute(Tensor input, Tensor? scale);

    /// <summary>What a part gives, times a scale if there is one.</summary>
    private protected static Tensor Call(ScalableSubnet part, Tensor input, Tensor? scale) => scale is null ? part.call(input) : part.Scaled(input, scale);

    /// <summary>What a linear layer gives, times a scale if there is one.</summary>
    private protected static Tensor Call(Linear layer, Tensor input, Tensor? scale) =>
        scale is null ? layer.call(input) : functional.linear(input, ScaledWeights.Of(layer.weight, scale), layer.bias is { } bias ? ScaledWeights.Of(bias, scale) : null);
}

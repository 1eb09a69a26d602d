using static TorchSharp.torch;

namespace HoDsl.Runtime.Blocks.Reversal;

/// <summary>Blocks that can be undone as one function, whose backward pass needs nothing but what they gave.</summary>
internal sealed class ReversibleFunction : autograd.MultiTensorFunction<ReversibleFunction>
{
    private const string Pass = "pass";

    /// <inheritdoc/>
    public override string Name => nameof(ReversibleFunction);

    /// <inheritdoc/>
    public override List<Tensor> forward(autograd.AutogradContext ctx, params object?[] vars)
    {
        var (kept, output) = ((ReversiblePass)vars[0]!).Forward((Tensor)vars[1]!);
        ctx.save_data(Pass, vars[0]);
        ctx.save_for_backward(kept);
        return [output];
    }

    /// <inheritdoc/>
    public override List<Tensor?> backward(autograd.AutogradContext ctx, List<Tensor?> grad_outputs) =>
        [null, .. ((ReversiblePass)ctx.get_data(Pass)!).Backward(ctx.get_saved_variables(), grad_outputs[0]!)];
}

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Blocks.Reversal;

/// <summary>Joins the graphs of stages by the combinations between them: no subnet is computed.</summary>
/// <param name="graphs">The stages, by their numbers.</param>
internal sealed class RejoiningPass(IReadOnlyDictionary<int, LocalGraph> graphs) : IStagePass
{
    /// <inheritdoc/>
    public Tensor Run(int stage, Module<Tensor, Tensor> f, Tensor input) => ComputedStage.apply([graphs[stage], input, .. graphs[stage].Parameters])[0];
}

/// <summary>A stage as a function of what it reads and of its parameters, computed before.</summary>
internal sealed class ComputedStage : autograd.MultiTensorFunction<ComputedStage>
{
    private const string Graph = "graph";

    /// <inheritdoc/>
    public override string Name => nameof(ComputedStage);

    /// <inheritdoc/>
    public override List<Tensor> forward(autograd.AutogradContext ctx, params object?[] vars)
    {
        ctx.save_data(Graph, vars[0]);
        return [((LocalGraph)vars[0]!).Output];
    }

    /// <inheritdoc/>
    public override List<Tensor?> backward(autograd.AutogradContext ctx, List<Tensor?> grad_outputs) =>
        [null, .. ((LocalGraph)ctx.get_data(Graph)!).Back(grad_outputs[0]!)];
}

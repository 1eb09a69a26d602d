using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Blocks.Reversal;

/// <summary>One stage with a graph of its own, which ends at what the stage read.</summary>
internal sealed class LocalGraph : IDisposable
{
    private readonly Tensor _input;
    private readonly Tensor _output;

    /// <summary>Computes the stage.</summary>
    public LocalGraph(Module<Tensor, Tensor> f, Tensor input)
    {
        using var gradients = enable_grad();
        Parameters = [.. f.parameters().Where(parameter => parameter.requires_grad)];
        _input = input.detach().requires_grad_().DetachFromDisposeScope();
        _output = f.call(_input).NotThe(_input).DetachFromDisposeScope();
    }

    /// <summary>What the stage's subnet has learnt.</summary>
    public IReadOnlyList<Tensor> Parameters { get; }

    /// <summary>What the stage gave, without its graph.</summary>
    public Tensor Output => _output.detach();

    /// <summary>The gradients of what the stage read and of its parameters.</summary>
    public IEnumerable<Tensor> Back(Tensor gradient) => autograd.grad([_output], [_input, .. Parameters], [gradient], allow_unused: true);

    /// <inheritdoc/>
    public void Dispose()
    {
        _input.Dispose();
        _output.Dispose();
    }
}

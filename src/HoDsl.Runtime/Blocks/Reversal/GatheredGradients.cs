using static TorchSharp.torch;

namespace HoDsl.Runtime.Blocks.Reversal;

/// <summary>The gradients of parameters, each the sum of what several blocks give it.</summary>
internal sealed class GatheredGradients
{
    private readonly Dictionary<Tensor, Tensor> _sums = new(ReferenceEqualityComparer.Instance);

    /// <summary>The sum for a parameter; null where nothing was given.</summary>
    public Tensor? Of(Tensor parameter) => _sums.GetValueOrDefault(parameter);

    /// <summary>Adds a gradient, which goes to the outer scope.</summary>
    public void Add(Tensor parameter, Tensor? gradient)
    {
        if (gradient is null)
            return;
        var sum = _sums.TryGetValue(parameter, out var before) ? before.add(gradient) : gradient;
        before?.Dispose();
        _sums[parameter] = sum.MoveToOuterDisposeScope();
    }
}

using static TorchSharp.torch;

namespace HoDsl.Runtime.Ode;

/// <summary>Gradients that come in parts.</summary>
internal sealed class GradientSums(int count)
{
    private readonly Tensor?[] _sums = new Tensor?[count];

    /// <summary>The sums; null for what has no gradient. They are in the scope around the one in which their first parts came.</summary>
    public IReadOnlyList<Tensor?> Sums => _sums;

    /// <summary>Adds parts, one for each sum or null for nothing.</summary>
    public void Add(IEnumerable<Tensor?> parts)
    {
        foreach (var (place, part) in parts.Index())
        {
            if (part is null)
                continue;
            if (_sums[place] is { } sum)
                sum.add_(part);
            else
                _sums[place] = part.clone().MoveToOuterDisposeScope();
        }
    }
}

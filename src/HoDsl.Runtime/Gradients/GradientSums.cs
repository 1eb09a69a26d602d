using static TorchSharp.torch;

namespace HoDsl.Runtime.Gradients;

/// <summary>Gradients that come in parts.</summary>
/// <param name="of">What they are the gradients of.</param>
internal sealed class GradientSums(IReadOnlyList<Tensor> of)
{
    private readonly Dictionary<Tensor, Tensor> _sums = new(ReferenceEqualityComparer.Instance);

    /// <summary>The sums; null for what has no gradient. They are in the scope around the one in which their last parts came.</summary>
    public IReadOnlyList<Tensor?> Sums => [.. of.Select(tensor => _sums.GetValueOrDefault(tensor))];

    /// <summary>Adds parts, one for each sum or null for nothing.</summary>
    public void Add(IEnumerable<Tensor?> parts) => Add(of, parts);

    /// <summary>Adds parts, one for each of some sums or null for nothing.</summary>
    public void Add(IEnumerable<Tensor> some, IEnumerable<Tensor?> parts)
    {
        foreach (var (sum, part) in some.Zip(parts))
        {
            if (part is not null)
                Add(sum, part);
        }
    }

    // Not in place: what one function gave as two gradients may be one tensor.
    private void Add(Tensor sum, Tensor part)
    {
        _sums.Remove(sum, out var before);
        _sums.Add(sum, (before?.add(part) ?? part).MoveToOuterDisposeScope());
        before?.Dispose();
    }
}

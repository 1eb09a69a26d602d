using static TorchSharp.torch;

namespace HoDsl.Runtime.Blocks;

/// <summary>The linear combinations of a tableau: what a stage reads and what a block gives.</summary>
public static class Combination
{
    /// <summary>y + sum of coefficient times map.</summary>
    /// <returns>A new map of the shape of y.</returns>
    public static Tensor Combine(Tensor y, params ReadOnlySpan<Term> terms)
    {
        var first = terms[0];
        return Accumulate(y.add(first.Map, alpha: first.Coefficient), terms[1..]);
    }

    /// <summary>y + h (sum of coefficient times map), for a step h that is a tensor: a scalar, or one that broadcasts over the map.</summary>
    /// <returns>A new map of the shape of y.</returns>
    public static Tensor Combine(Tensor y, Tensor h, params ReadOnlySpan<Term> terms)
    {
        var first = terms[0];
        var increment = Accumulate(first.Map.mul(first.Coefficient), terms[1..]);
        return y.addcmul(increment, h.to(increment.dtype), value: 1);
    }

    // In place: a sum saves nothing for the backward pass, and nobody else holds the sum yet.
    private static Tensor Accumulate(Tensor sum, ReadOnlySpan<Term> terms)
    {
        foreach (var term in terms)
            sum = sum.add_(term.Map, alpha: term.Coefficient);
        return sum;
    }
}

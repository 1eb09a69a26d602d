using static TorchSharp.torch;

namespace HoDsl.Runtime.Blocks;

/// <summary>The linear combinations of a tableau: what a stage reads and what a block gives.</summary>
public static class Combination
{
    /// <summary>The sum of coefficient times map.</summary>
    /// <returns>A new map.</returns>
    public static Tensor Combine(params ReadOnlySpan<Term> terms)
    {
        var first = terms[0];
        return Accumulate(first.Map.mul(first.Coefficient), terms[1..]);
    }

    /// <summary>y + sum of coefficient times map.</summary>
    /// <returns>A new map of the shape of y.</returns>
    public static Tensor Combine(Tensor y, params ReadOnlySpan<Term> terms)
    {
        var first = terms[0];
        return Accumulate(y.add(first.Map, alpha: first.Coefficient), terms[1..]);
    }

    /// <summary>y + h (sum of coefficient times map), for a learnt number h: a scalar, or one that broadcasts over the map.</summary>
    /// <param name="y">The map to add to.</param>
    /// <param name="h">The number; null, for a coefficient that does not matter in a first block, adds nothing.</param>
    /// <param name="terms">The terms.</param>
    /// <returns>A new map of the shape of y, or y itself where there is no h.</returns>
    public static Tensor Combine(Tensor y, Tensor? h, params ReadOnlySpan<Term> terms)
    {
        if (h is null)
            return y;
        var increment = Combine(terms);
        return y.addcmul(increment, h.to(increment.dtype), value: 1);
    }

    /// <summary>h (sum of coefficient times map), for a learnt number h: a scalar, or one that broadcasts over the map.</summary>
    /// <returns>A new map.</returns>
    public static Tensor Scale(Tensor h, params ReadOnlySpan<Term> terms)
    {
        var sum = Combine(terms);
        return sum.mul(h.to(sum.dtype));
    }

    // In place: a sum saves nothing for the backward pass, and nobody else holds the sum yet.
    private static Tensor Accumulate(Tensor sum, ReadOnlySpan<Term> terms)
    {
        foreach (var term in terms)
            sum = sum.add_(term.Map, alpha: term.Coefficient);
        return sum;
    }
}

using HoDsl.Torch;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Blocks;

/// <summary>The linear combinations of a tableau: what a stage reads and what a block gives.</summary>
public static class Combination
{
    /// <summary>The sum of coefficient times map.</summary>
    /// <returns>A new map.</returns>
    public static Tensor Combine(params ReadOnlySpan<Term> terms)
    {
        var (maps, coefficients) = (new Tensor[terms.Length], new double[terms.Length]);
        for (var i = 0; i < terms.Length; i++)
            (coefficients[i], maps[i]) = terms[i];
        return TorchExtras.Current.Combine(maps, coefficients);
    }

    /// <summary>y + sum of coefficient times map.</summary>
    /// <returns>A new map of the shape of y.</returns>
    public static Tensor Combine(Tensor y, params ReadOnlySpan<Term> terms) => Combine([(1, y), .. terms]);

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

    /// <summary>A state or stage that is read more than once: the same map, with its gradient summed in one pass.</summary>
    public static Tensor Branch(Tensor map) => TorchExtras.Current.Branch(map);
}

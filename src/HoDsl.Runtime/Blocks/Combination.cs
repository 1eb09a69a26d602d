using HoDsl.Torch;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Blocks;

/// <summary>The linear combinations of a tableau: what a stage reads and what a block gives.</summary>
public static class Combination
{
    /// <summary>The sum of coefficient times map.</summary>
    /// <returns>A new map.</returns>
    public static Tensor Combine(params ReadOnlySpan<Term> terms) => TorchExtras.Current.Combine([.. terms])[0];

    /// <summary>Several sums of coefficient times map, all of the maps as they were before.</summary>
    /// <returns>A new map for each row.</returns>
    public static Tensor[] CombineRows(params ReadOnlySpan<Term[]> rows) => TorchExtras.Current.Combine(rows);

    /// <summary>y + h (sum of coefficient times map), for a learnt number h: a scalar, or one that broadcasts over the map.</summary>
    /// <param name="y">The map to add to.</param>
    /// <param name="h">The number; null, for a coefficient that does not matter in a first block, adds nothing.</param>
    /// <param name="terms">The terms.</param>
    /// <returns>A new map of the shape of y, or y itself where there is no h.</returns>
    public static Tensor Advance(Tensor y, Tensor? h, params ReadOnlySpan<Term> terms)
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

    /// <summary>A stage k = f(sum of coefficient times map).</summary>
    /// <param name="f">The stage's subnet.</param>
    /// <param name="terms">What it reads; a map alone is read as it is.</param>
    public static Tensor Stage(nn.Module<Tensor, Tensor> f, params ReadOnlySpan<Term> terms) => Stage(f.call, terms);

    /// <inheritdoc cref="Stage(nn.Module{Tensor, Tensor}, ReadOnlySpan{Term})"/>
    internal static Tensor Stage(Func<Tensor, Tensor> f, ReadOnlySpan<Term> terms)
    {
        var first = terms[0];
        return terms.Length == 1 && first.Coefficient == 1 ? Stage(f, first.Map, releasesInput: first.IsLast) : Stage(f, Combine(terms), releasesInput: true);
    }

    /// <summary>A state that is read more than once: the same map, with its gradient summed in one pass, and a handle of its own.</summary>
    public static Tensor Branch(Tensor map)
    {
        var branch = TorchExtras.Current.Branch(map);
        return ReferenceEquals(branch, map) ? map.alias() : branch;
    }

    /// <summary>A term that is the last to read its map: the combination releases it.</summary>
    public static Term Last(double coefficient, Tensor map) => new(coefficient, map, IsLast: true);

    /// <inheritdoc cref="Last(double, Tensor)"/>
    public static Term Last(Tensor map) => Last(1, map);

    // Nothing but the branch is left to hold what the subnet gave, so that the stage's last reader frees it.
    private static Tensor Stage(Func<Tensor, Tensor> f, Tensor input, bool releasesInput)
    {
        var output = f(input);
        // A subnet may hand on what it was given; then there are two holders of one map, and each needs a handle of its own.
        if (ReferenceEquals(output, input))
            output = input.alias();
        var stage = TorchExtras.Current.Branch(output);
        if (!ReferenceEquals(stage, output))
            output.Dispose();
        if (releasesInput)
            input.Dispose();
        return stage;
    }
}

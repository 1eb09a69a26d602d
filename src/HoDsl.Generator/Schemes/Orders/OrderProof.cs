using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Schemes.Orders;

/// <summary>What is proved of a row of weights.</summary>
/// <param name="Order">The highest order whose conditions all hold.</param>
/// <param name="Failure">The first condition of the next order that fails; null where none is left.</param>
internal sealed record OrderProof(int Order, FailedCondition? Failure);

/// <summary>An order condition that does not hold.</summary>
/// <param name="Tree">Its rooted tree.</param>
/// <param name="Sum">What the weights give.</param>
/// <param name="Exact">What the exact solution has.</param>
internal sealed record FailedCondition(RootedTree Tree, Surd Sum, Rational Exact)
{
    private const int LongestExactText = 40;

    /// <summary>How far the sum lies from the exact value.</summary>
    public Surd Residual => Sum - Exact;

    /// <inheritdoc/>
    public override string ToString()
    {
        var sum = Sum.ToString();
        if (sum.Length > LongestExactText)
            return FormattableString.Invariant($"{(Tree.Order == 1 ? "the sum of the weights" : Tree.Formula)} differs from {Exact} by {Residual.ToDouble():0.######e0}");
        return Tree.Order == 1 ? $"the weights sum to {sum}, not {Exact}" : $"{Tree.Formula} is {sum}, not {Exact}";
    }
}

using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Schemes.Orders;

/// <summary>What is proved of a row of weights.</summary>
/// <param name="Order">The highest order whose conditions all hold; no higher than the claim that was to be proved.</param>
/// <param name="Failure">The first condition of the next order that fails; null where none is left, or no more is claimed.</param>
internal sealed record OrderProof(int Order, FailedCondition? Failure)
{
    /// <summary>Whether an exact proof is the proof within a tolerance too: what fails does not fail by so little.</summary>
    public bool IsProofWithin(Rational tolerance) => Failure?.IsBeyond(tolerance) != false;
}

/// <summary>A condition that does not hold.</summary>
/// <param name="Tree">The rooted tree; null where it is about f = 0.</param>
/// <param name="Quantity">What it is about, with its verb: `the weights sum to`, `b c^2 is`.</param>
/// <param name="Value">What the tableau gives.</param>
/// <param name="Exact">What the exact solution has.</param>
internal sealed record FailedCondition(RootedTree? Tree, string Quantity, Surd Value, Rational Exact)
{
    /// <summary>How far the value lies from the exact one.</summary>
    public Surd Residual => Value - Exact;

    /// <summary>Whether it does not hold within a tolerance either.</summary>
    public bool IsBeyond(Rational tolerance) => (Residual.Magnitude - tolerance).Sign > 0;

    /// <inheritdoc/>
    public override string ToString() => $"{Quantity} {Value.ToShortString(Exact)}, not {Exact}";
}

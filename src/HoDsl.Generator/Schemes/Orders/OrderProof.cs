using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Schemes.Orders;

/// <summary>What is proved of a row of weights.</summary>
/// <param name="Order">The highest order whose conditions all hold.</param>
/// <param name="Failure">The first condition of the next order that fails; null where none is left.</param>
internal sealed record OrderProof(int Order, FailedCondition? Failure);

/// <summary>A condition that does not hold.</summary>
/// <param name="Quantity">What it is about, with its verb: `the weights sum to`, `b c^2 is`.</param>
/// <param name="Value">What the tableau gives.</param>
/// <param name="Exact">What the exact solution has.</param>
internal sealed record FailedCondition(string Quantity, Surd Value, Rational Exact)
{
    private const int LongestExactText = 40;

    /// <summary>How far the value lies from the exact one.</summary>
    public Surd Residual => Value - Exact;

    /// <inheritdoc/>
    public override string ToString() => $"{Quantity} {Text()}, not {Exact}";

    private string Text()
    {
        var value = Value.ToString();
        return value.Length <= LongestExactText
            ? value
            : FormattableString.Invariant($"{Exact} {(Residual.Sign > 0 ? '+' : '-')} {Residual.Magnitude.ToDouble():0.######e0}");
    }
}

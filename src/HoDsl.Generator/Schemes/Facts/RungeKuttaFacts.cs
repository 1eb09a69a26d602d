using HoDsl.Generator.Numerics;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes.Facts;

/// <summary>What is known of a Runge-Kutta method. Floating-point numbers are rounded from exact ones.</summary>
/// <param name="StageOrders">The order to which each stage approximates the solution at its node; null where it is exact, as the first one is.</param>
/// <param name="ErrorNorm">The principal error norm: the root of the sum of ((1/gamma - Phi)/sigma)^2 over the rooted trees t with one node more than the order.</param>
/// <param name="EmbeddedErrorNorm">That of the embedded weights; null where there are none.</param>
/// <param name="StabilityPolynomial">R of the weights.</param>
/// <param name="RealAxisLimit">The stability limit on the negative real axis: the largest x with |R(-t)| at most 1 for all t between 0 and x.</param>
/// <param name="ImaginaryAxisLimit">That on the imaginary axis: the largest y with |R(it)| at most 1 for all t between 0 and y.</param>
/// <param name="SspCoefficient">The radius of absolute monotonicity: how many times longer than a step of one stage a step may be that preserves strong stability.</param>
/// <param name="IsFsal">Whether the last stage reads the result, so that a next step could begin with it (first same as last).</param>
public sealed record RungeKuttaFacts(
    IReadOnlyList<int?> StageOrders,
    double ErrorNorm,
    double? EmbeddedErrorNorm,
    StabilityPolynomial StabilityPolynomial,
    double RealAxisLimit,
    double ImaginaryAxisLimit,
    double SspCoefficient,
    bool IsFsal)
{
    // By all that they follow from: schemes that extend one another share a tableau, and most edits leave it as it is.
    private static readonly Memo<(Tableau, Rational Tolerance, int Order, int? EmbeddedOrder), RungeKuttaFacts> Known = new(capacity: 100);

    /// <summary>The facts of a scheme whose tableau is a Butcher tableau.</summary>
    internal static RungeKuttaFacts Of(Scheme scheme, CancellationToken cancellation) =>
        Known.Of((scheme.Tableau, scheme.Tolerance, scheme.Order!.Value, scheme.EmbeddedOrder), _ => Compute(scheme, cancellation));

    private static RungeKuttaFacts Compute(Scheme scheme, CancellationToken cancellation)
    {
        var (tableau, tolerance, order) = (scheme.Tableau, scheme.Tolerance, scheme.Order!.Value);
        var stability = StabilityPolynomial.Of(tableau, tolerance, order);
        return new(
            Facts.StageOrders.Of(tableau, tolerance, order),
            Facts.ErrorNorm.Of(tableau, tableau.Weights, order + 1, cancellation),
            tableau.Embedded is { } embedded ? Facts.ErrorNorm.Of(tableau, embedded, scheme.EmbeddedOrder!.Value + 1, cancellation) : null,
            stability,
            stability.RealAxisLimit(),
            stability.ImaginaryAxisLimit(),
            AbsoluteMonotonicity.Radius(tableau, cancellation),
            tableau.IsFirstSameAsLast);
    }
}

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
    // Schemes that extend one another share a tableau, and most edits leave it as it is.
    private static readonly Memo<Method, RungeKuttaFacts> Known = new(capacity: 100);

    /// <summary>The facts of a scheme whose tableau is a Butcher tableau.</summary>
    internal static RungeKuttaFacts Of(Scheme scheme) => Known.Of(new(scheme.Tableau, scheme.Tolerance, scheme.Order!.Value, scheme.EmbeddedOrder), Compute);

    private static RungeKuttaFacts Compute(Method method)
    {
        var (tableau, tolerance, order, embeddedOrder) = method;
        var stability = StabilityPolynomial.Of(tableau, tolerance, order);
        return new(
            Facts.StageOrders.Of(tableau, tolerance, order),
            Facts.ErrorNorm.Of(tableau, tableau.Weights, order + 1),
            tableau.Embedded is { } embedded ? Facts.ErrorNorm.Of(tableau, embedded, embeddedOrder!.Value + 1) : null,
            stability,
            stability.RealAxisLimit(),
            stability.ImaginaryAxisLimit(),
            AbsoluteMonotonicity.Radius(tableau),
            tableau.StageRows[tableau.Stages - 1].Stages.Equals(tableau.Weights.Stages));
    }

    // All that the facts follow from.
    private sealed record Method(Tableau Tableau, Rational Tolerance, int Order, int? EmbeddedOrder);
}

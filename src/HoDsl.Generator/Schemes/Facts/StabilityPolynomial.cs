using System.Numerics;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes.Facts;

/// <summary>The stability polynomial R of a Runge-Kutta method: on y' = lambda y one step multiplies y by R(h lambda).</summary>
/// <remarks>Source: Hairer, Wanner, Solving ODEs II, section IV.2: R(z) = 1 + z b (1 - z A)^-1 e = 1 + sum over k of b A^(k-1) e z^k.</remarks>
public sealed class StabilityPolynomial
{
    // Other tolerances leave most polynomials as they are, and with them what is costly to find.
    private static readonly Memo<EquatableArray<Surd>, double> RealAxisLimits = new(capacity: 100);
    private static readonly Memo<EquatableArray<Surd>, double> ImaginaryAxisLimits = new(capacity: 100);

    private readonly EquatableArray<Surd> _coefficients;

    private StabilityPolynomial(IEnumerable<Surd> coefficients) => _coefficients = coefficients.ToEquatableArray();

    /// <summary>The coefficients, exact, that of the lowest power first.</summary>
    public IReadOnlyList<Surd> Coefficients => _coefficients;

    /// <summary>The polynomial of the weights of a Butcher tableau.</summary>
    /// <param name="tableau">The tableau.</param>
    /// <param name="tolerance">How far the first coefficients, up to the order, may lie from those of exp and still be meant to be them.</param>
    /// <param name="order">The order of the weights.</param>
    internal static StabilityPolynomial Of(Tableau tableau, Rational tolerance, int order)
    {
        var coefficients = new List<Surd> { Surd.One };
        var (factorial, isExponential) = (BigInteger.One, true);
        foreach (var coefficient in Moments(tableau))
        {
            factorial *= coefficients.Count;
            var exponential = new Rational(BigInteger.One, factorial);
            isExponential &= coefficients.Count <= order && ((coefficient - exponential).Magnitude - tolerance).Sign <= 0;
            coefficients.Add(isExponential ? exponential : coefficient);
        }
        while (coefficients[coefficients.Count - 1].IsZero)
            coefficients.RemoveAt(coefficients.Count - 1);
        return new(coefficients);
    }

    /// <summary>The largest x with |R(-t)| at most 1 for all t between 0 and x; infinite where there is no such limit.</summary>
    public double RealAxisLimit() => RealAxisLimits.Of(_coefficients, r =>
    {
        var mirrored = r.Select((coefficient, power) => power % 2 == 0 ? coefficient : -coefficient).ToList();
        var opposite = mirrored.ConvertAll(coefficient => -coefficient);
        // 1 + R(-t) and 1 - R(-t); at last the one is negative in which R's highest power is.
        var sides = new[] { mirrored, opposite }.OrderBy(side => side[side.Count - 1].Sign);
        return Limit(sides.Select(side => Polynomial.Of([Surd.One + side[0], .. side.Skip(1)])));
    });

    /// <summary>The largest y with |R(it)| at most 1 for all t between 0 and y; infinite where there is no such limit.</summary>
    public double ImaginaryAxisLimit() => ImaginaryAxisLimits.Of(_coefficients, r =>
    {
        // 1 - |R(iy)|^2 in u = y^2, times the square of a common denominator.
        var (ring, denominator) = (QuadraticIntegers.Of(r), QuadraticIntegers.CommonDenominator(r));
        var scaled = r.Select(coefficient => QuadraticIntegers.Scale(coefficient, denominator)).ToList();
        var square = Enumerable.Repeat(QuadraticInteger.Zero, r.Count).ToArray();
        square[0] = QuadraticInteger.One * (denominator * denominator);
        for (var j = 0; j < r.Count; j++)
        {
            for (var k = j % 2; k < r.Count; k += 2)
            {
                var product = ring.Multiply(scaled[j], scaled[k]);
                square[(j + k) / 2] = Math.Abs(j - k) % 4 == 0 ? square[(j + k) / 2] - product : square[(j + k) / 2] + product;
            }
        }
        return Math.Sqrt(Limit([Polynomial.Of(ring, square)]));
    });

    /// <summary>As a formula: `1 + z + 1/2 z^2`.</summary>
    public override string ToString() => ToString(coefficient => coefficient.IsRational ? coefficient.ToString() : $"({coefficient})");

    /// <summary>As a formula with coefficients in a form of one's own.</summary>
    public string ToString(Func<Surd, string> form) =>
        string.Join(" + ", Enumerable.Range(0, Coefficients.Count).Where(power => !Coefficients[power].IsZero).Select(power => Term(power, form))).Replace("+ -", "- ");

    private string Term(int power, Func<Surd, string> form)
    {
        var coefficient = Coefficients[power];
        var z = power == 1 ? "z" : FormattableString.Invariant($"z^{power}");
        return power == 0 ? form(coefficient) : coefficient == Surd.One ? z : coefficient == -Surd.One ? "-" + z : $"{form(coefficient)} {z}";
    }

    private static double Limit(IEnumerable<Polynomial> positive) => SignChange.FirstToNegative(positive)?.ToDouble() ?? double.PositiveInfinity;

    // b e, b A e, b A A e, .. With D a common denominator of A, D^k A^k e is integral: no fraction is reduced before the end.
    private static IEnumerable<Surd> Moments(Tableau tableau)
    {
        var ring = QuadraticIntegers.Of(tableau.StageRows.Append(tableau.Weights).SelectMany(row => row.Stages));
        var denominator = QuadraticIntegers.CommonDenominator(tableau.StageRows.SelectMany(row => row.Stages));
        var scale = QuadraticIntegers.CommonDenominator(tableau.Weights.Stages);
        var (weights, rows) = (Scaled(tableau.Weights, scale), tableau.StageRows.Select(row => Scaled(row, denominator)).ToList());
        var powers = rows.ConvertAll(_ => QuadraticInteger.One);
        for (var stage = 0; stage < rows.Count; stage++)
        {
            yield return ring.Divide(Product(weights), scale);
            powers = rows.ConvertAll(Product);
            scale *= denominator;
        }

        QuadraticInteger Product(List<(int Stage, QuadraticInteger Entry)> row) =>
            row.Aggregate(QuadraticInteger.Zero, (sum, cell) => sum + ring.Multiply(cell.Entry, powers[cell.Stage]));
    }

    private static List<(int Stage, QuadraticInteger Entry)> Scaled(Row row, BigInteger denominator) =>
        [.. row.Stages.Select((entry, stage) => (stage, QuadraticIntegers.Scale(entry, denominator))).Where(cell => !cell.Item2.IsZero)];
}

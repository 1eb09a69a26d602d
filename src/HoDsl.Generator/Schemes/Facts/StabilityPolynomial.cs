using System.Numerics;
using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Schemes.Facts;

/// <summary>The stability polynomial R of a Runge-Kutta method: on y' = lambda y one step multiplies y by R(h lambda).</summary>
/// <remarks>Source: Hairer, Wanner, Solving ODEs II, section IV.2: R(z) = 1 + z b (1 - z A)^-1 e = 1 + sum over k of b A^(k-1) e z^k.</remarks>
public sealed class StabilityPolynomial
{
    private StabilityPolynomial(IReadOnlyList<Surd> coefficients) => Coefficients = coefficients;

    /// <summary>The coefficients, exact, that of the lowest power first.</summary>
    public IReadOnlyList<Surd> Coefficients { get; }

    /// <summary>The polynomial of the weights of a Butcher tableau.</summary>
    /// <param name="tableau">The tableau.</param>
    /// <param name="tolerance">How far the first coefficients may lie from those of exp and still be meant to be them.</param>
    internal static StabilityPolynomial Of(Tableau tableau, Rational tolerance)
    {
        var coefficients = new List<Surd> { Surd.One };
        var powers = Enumerable.Repeat(Surd.One, tableau.Stages).ToList();
        var (factorial, isExponential) = (BigInteger.One, true);
        for (var k = 1; k <= tableau.Stages; k++)
        {
            factorial *= k;
            var exponential = new Rational(BigInteger.One, factorial);
            var coefficient = Product(tableau.Weights, powers);
            isExponential &= ((coefficient - exponential).Magnitude - tolerance).Sign <= 0;
            coefficients.Add(isExponential ? exponential : coefficient);
            powers = [.. tableau.StageRows.Select(row => Product(row, powers))];
        }
        while (coefficients[coefficients.Count - 1].IsZero)
            coefficients.RemoveAt(coefficients.Count - 1);
        return new(coefficients);
    }

    /// <summary>The largest x with |R(-t)| at most 1 for all t between 0 and x; infinite where there is no such limit.</summary>
    public double RealAxisLimit()
    {
        var mirrored = Coefficients.Select((coefficient, power) => power % 2 == 0 ? coefficient : -coefficient).ToList();
        return Math.Min(Limit([Surd.One + mirrored[0], .. mirrored.Skip(1)]), Limit([Surd.One - mirrored[0], .. mirrored.Skip(1).Select(c => -c)]));
    }

    /// <summary>The largest y with |R(it)| at most 1 for all t between 0 and y; infinite where there is no such limit.</summary>
    public double ImaginaryAxisLimit()
    {
        // 1 - |R(iy)|^2 in u = y^2.
        var square = new Surd[Coefficients.Count];
        for (var j = 0; j < Coefficients.Count; j++)
        {
            for (var k = j % 2; k < Coefficients.Count; k += 2)
            {
                var product = Coefficients[j] * Coefficients[k];
                square[(j + k) / 2] += Math.Abs(j - k) % 4 == 0 ? -product : product;
            }
        }
        square[0] += Surd.One;
        return Math.Sqrt(Limit(square));
    }

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

    private static double Limit(IReadOnlyList<Surd> positive) => SignChange.ToNegative(Polynomial.Of(positive))?.ToDouble() ?? double.PositiveInfinity;

    private static Surd Product(Row row, List<Surd> vector) => row.Stages.Zip(vector, (entry, value) => (entry, value))
        .Where(pair => !pair.entry.IsZero && !pair.value.IsZero)
        .Aggregate(Surd.Zero, (sum, pair) => sum + pair.entry * pair.value);
}

using System.Numerics;
using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Schemes.Facts;

/// <summary>The radius of absolute monotonicity of a Runge-Kutta method: its SSP coefficient.</summary>
/// <remarks>
/// With K = [A 0; b 0] it is the largest r such that K (1 + rK)^-1 and (1 + rK)^-1 e have no negative entry on the whole interval from 0 to r.
/// For an explicit method these entries are polynomials in r. Stages that the weights do not need are left out.
/// Source: Kraaijevanger, Contractivity of Runge-Kutta methods, BIT 31 (1991) 482.
/// </remarks>
internal static class AbsoluteMonotonicity
{
    /// <summary>The radius; 0 where the method is not absolutely monotonic.</summary>
    public static double Radius(Tableau tableau, CancellationToken cancellation)
    {
        var stages = tableau.StagesNeededBy(tableau.Weights);
        var rows = stages.Select(stage => tableau.StageRows[stage]).Append(tableau.Weights);
        var k = rows.Select(row => stages.Select(stage => row.Stages[stage]).Append(Surd.Zero).ToList()).ToList();
        if (k.Exists(row => row.Exists(entry => entry.Sign < 0)))
            return 0;
        var entries = Entries(k, cancellation).ToList();
        return entries.Exists(entry => entry.SignNearZero < 0) ? 0 : SignChange.FirstToNegative(entries, cancellation)!.Value.ToDouble();
    }

    // The entries of K (1 + rK)^-1 = K - r K^2 + r^2 K^3 - .. and of (1 + rK)^-1 e = e - r K e + .., each times D^s for s rows. With D a common
    // denominator of K, D^n K^n is integral: no fraction is reduced.
    private static IEnumerable<Polynomial> Entries(List<List<Surd>> k, CancellationToken cancellation)
    {
        var (ring, denominator) = (QuadraticIntegers.Of(k.SelectMany(row => row)), QuadraticIntegers.CommonDenominator(k.SelectMany(row => row)));
        var powers = new List<QuadraticInteger[][]> { k.Select(row => row.Select(entry => QuadraticIntegers.Scale(entry, denominator)).ToArray()).ToArray() };
        while (powers.Count < k.Count)
        {
            cancellation.ThrowIfCancellationRequested();
            powers.Add(Product(powers[powers.Count - 1], powers[0], ring));
        }
        var scales = powers.Select((_, n) => BigInteger.Pow(denominator, k.Count - 1 - n)).ToList();
        for (var i = 0; i < k.Count; i++)
        {
            for (var j = 0; j < i; j++)
                yield return Polynomial.Of(ring, powers.Select((power, n) => power[i][j] * Alternating(scales[n], n)));
            yield return Polynomial.Of(ring, powers.Select((power, n) => Sum(power[i]) * Alternating(scales[n], n + 1)).Prepend(QuadraticInteger.One * (scales[0] * denominator)));
        }
    }

    // Of strictly lower triangular matrices.
    private static QuadraticInteger[][] Product(QuadraticInteger[][] a, QuadraticInteger[][] b, QuadraticIntegers ring) => [.. a.Select((row, i) =>
    {
        var product = row.Select(_ => QuadraticInteger.Zero).ToArray();
        for (var k = 0; k < i; k++)
        {
            for (var j = 0; j < k && !row[k].IsZero; j++)
                product[j] += ring.Multiply(row[k], b[k][j]);
        }
        return product;
    })];

    private static QuadraticInteger Sum(QuadraticInteger[] row) => row.Aggregate(QuadraticInteger.Zero, (sum, entry) => sum + entry);

    private static BigInteger Alternating(BigInteger value, int n) => n % 2 == 0 ? value : -value;
}

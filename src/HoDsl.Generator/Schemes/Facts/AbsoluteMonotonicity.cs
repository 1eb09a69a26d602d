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
    public static double Radius(Tableau tableau)
    {
        var stages = tableau.StagesNeededBy(tableau.Weights);
        var rows = stages.Select(stage => tableau.StageRows[stage]).Append(tableau.Weights);
        var k = rows.Select(row => stages.Select(stage => row.Stages[stage]).Append(Surd.Zero).ToList()).ToList();
        if (k.Exists(row => row.Exists(entry => entry.Sign < 0)))
            return 0;
        var entries = Entries(Matrix.Of(k)).Select(Polynomial.Of).ToList();
        return entries.Exists(entry => entry.SignNearZero < 0) ? 0 : SignChange.FirstToNegative(entries)!.Value.ToDouble();
    }

    // The entries of K (1 + rK)^-1 = K - r K^2 + r^2 K^3 - .. and of (1 + rK)^-1 e = e - r K e + ..: coefficients of the powers of r.
    private static IEnumerable<List<Surd>> Entries(Matrix k)
    {
        var powers = new List<Matrix> { k };
        while (powers.Count < k.Rows)
            powers.Add(powers[powers.Count - 1] * k);
        for (var i = 0; i < k.Rows; i++)
        {
            for (var j = 0; j < i; j++)
                yield return [.. powers.Select((power, n) => Alternating(power[i, j], n))];
            yield return [Surd.One, .. powers.Select((power, n) => Alternating(power.RowSum(i), n + 1))];
        }
    }

    private static Surd Alternating(Surd value, int n) => n % 2 == 0 ? value : -value;
}

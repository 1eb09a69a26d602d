using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Schemes.Facts;

/// <summary>The stage orders of a Runge-Kutta method.</summary>
/// <remarks>Source: Hairer, Wanner, Solving ODEs II, section IV.5, the simplifying assumption C(q), stage by stage.</remarks>
internal static class StageOrders
{
    /// <summary>For each stage the largest q with sum over j of a_ij c_j^(k-1) = c_i^k / k for k = 1 .. q; null where every k fulfils it.</summary>
    /// <param name="tableau">A Butcher tableau.</param>
    /// <param name="tolerance">How far the sums may lie from these numbers for k up to the order; beyond it they are to be exact.</param>
    /// <param name="order">The order of the weights.</param>
    public static IReadOnlyList<int?> Of(Tableau tableau, Rational tolerance, int order) =>
        [.. Enumerable.Range(0, tableau.Stages).Select(stage => Of(tableau, stage, tolerance, order))];

    private static int? Of(Tableau tableau, int stage, Rational tolerance, int order)
    {
        var row = tableau.StageRows[stage].Stages;
        var terms = Enumerable.Range(0, row.Count).Where(j => !row[j].IsZero).Select(j => (Value: row[j], Node: tableau.Nodes[j])).ToList();
        var (node, power) = (tableau.Nodes[stage], tableau.Nodes[stage]);
        // A quadrature formula of s nodes is exact for at most 2s powers, or it is that of an interval of length 0.
        var last = Math.Max(2 * terms.Count, order) + 1;
        for (var k = 1; k <= last; k++)
        {
            var sum = terms.Aggregate(Surd.Zero, (partial, term) => partial + term.Value);
            if (((sum - power / k).Magnitude - (k <= order ? tolerance : Rational.Zero)).Sign > 0)
                return k - 1;
            terms = [.. terms.Select(term => (term.Value * term.Node, term.Node))];
            power *= node;
        }
        return null;
    }
}

using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes;

namespace HoDsl.Generator.Emit;

/// <summary>Writes planned rows as expressions: `Combine(y, (a31, k1), (a32, k2))`.</summary>
internal static class CombinationWriter
{
    /// <summary>The expression of a row.</summary>
    /// <param name="row">The row.</param>
    /// <param name="isScaled">Whether the step h multiplies its stages.</param>
    public static string Write(PlannedRow row, bool isScaled)
    {
        if (OneMap(row, isScaled) is { } map)
            return map;
        // What learnt coefficients are added to must be a sum of its own: without them it would be the state itself.
        var value = isScaled && row.Terms.Count > 0 ? Scaled(row) : Sum([.. row.States, .. row.Terms], isOwn: row.Slopes.Count > 0);
        return row.Slopes.Aggregate(value, (sum, slope) => $"Combine({sum}, {slope.Parameter}, {List(slope.Terms)})");
    }

    /// <summary>The map that a row is, where it is one map with the coefficient 1; null where something must be computed.</summary>
    public static string? OneMap(PlannedRow row, bool isScaled)
    {
        var terms = row.States.Concat(row.Terms).ToList();
        var isOne = terms.Count == 1 && terms[0].Coefficient == Surd.One && row.Slopes.Count == 0 && (row.Terms.Count == 0 || !isScaled);
        return isOne ? terms[0].Map : null;
    }

    private static string Scaled(PlannedRow row) => row.States.Count == 0
        ? $"Scale(h, {List(row.Terms)})"
        : $"Combine({Sum([.. row.States], isOwn: false)}, h, {List(row.Terms)})";

    // A state with the coefficient 1 leads the sum.
    private static string Sum(IReadOnlyList<PlannedTerm> terms, bool isOwn)
    {
        if (terms.Count == 0)
            return "Combine((0.0, y))";
        var leader = terms.FirstOrDefault(term => !term.IsStage && term.Coefficient == Surd.One);
        if (leader is null || (terms.Count == 1 && isOwn))
            return $"Combine({List(terms)})";
        return terms.Count == 1 ? leader.Map : $"Combine({leader.Map}, {List(terms.Where(term => term != leader))})";
    }

    private static string List(IEnumerable<PlannedTerm> terms) =>
        string.Join(", ", terms.Select(term => $"({term.Symbol ?? Literals.Double(term.Coefficient)}, {term.Map})"));
}

using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes;

namespace HoDsl.Generator.Emit;

/// <summary>Writes planned rows as expressions: `Combine(y, (a31, k1), Last(a32, k2))`.</summary>
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
        return row.Slopes.Aggregate(value, (sum, slope) => $"Advance({sum}, {slope.Parameter}, {List(slope.Terms)})");
    }

    /// <summary>A row as a stage reads it: its terms, or one map, which the stage releases if nobody else has it.</summary>
    public static string WriteRead(PlannedRow row, bool isScaled)
    {
        var isSum = row.Slopes.Count == 0 && !(isScaled && row.Terms.Count > 0);
        return isSum ? List([.. row.States, .. row.Terms], OneMap(row, isScaled) is not null) : OneMap(row, isScaled) ?? $"Last({Write(row, isScaled)})";
    }

    /// <summary>The terms of a sum; a state with the coefficient 1 leads them.</summary>
    public static string List(IReadOnlyList<PlannedTerm> terms) => List(terms, isOneMap: false);

    /// <summary>The map that a row is, where it is one map with the coefficient 1; null where something must be computed.</summary>
    public static string? OneMap(PlannedRow row, bool isScaled)
    {
        var terms = row.States.Concat(row.Terms).ToList();
        var isOne = terms.Count == 1 && terms[0].Coefficient == Surd.One && row.Slopes.Count == 0 && (row.Terms.Count == 0 || !isScaled);
        return isOne ? terms[0].Map : null;
    }

    private static string Scaled(PlannedRow row) => row.States.Count == 0
        ? $"Scale(h, {List(row.Terms)})"
        : $"Advance({Sum([.. row.States], isOwn: false)}, h, {List(row.Terms)})";

    private static string Sum(IReadOnlyList<PlannedTerm> terms, bool isOwn) =>
        terms.Count == 1 && IsPlain(terms[0]) && !isOwn ? terms[0].Map : $"Combine({List(terms)})";

    private static string List(IReadOnlyList<PlannedTerm> terms, bool isOneMap) =>
        string.Join(", ", terms.OrderByDescending(IsPlain).Select(term => Term(term, isOneMap || IsPlain(term))));

    private static bool IsPlain(PlannedTerm term) => !term.IsStage && term.Coefficient == Surd.One;

    private static string Term(PlannedTerm term, bool isPlain)
    {
        var weighed = isPlain ? term.Map : $"{term.Symbol ?? Literals.Double(term.Coefficient)}, {term.Map}";
        return term.IsLast ? $"Last({weighed})" : isPlain ? weighed : $"({weighed})";
    }
}

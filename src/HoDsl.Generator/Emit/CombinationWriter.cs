using HoDsl.Generator.Schemes;

namespace HoDsl.Generator.Emit;

/// <summary>Writes sums as expressions: `Combine(y, (a31, k1), Last(a32 * h, k2))`.</summary>
internal static class CombinationWriter
{
    /// <summary>The expression of a sum.</summary>
    public static string Write(ScheduledSum sum) => sum.OneMap ?? $"Combine({List(sum.Terms)})";

    /// <summary>A sum as a stage reads it: its terms, or one map, which the stage releases if nobody else has it.</summary>
    public static string WriteRead(ScheduledSum sum) => sum.OneMap is { } map ? sum.Terms[0].IsLast ? $"Last({map})" : map : List(sum.Terms);

    /// <summary>The terms of a sum; a state with the coefficient 1 leads them.</summary>
    public static string List(IReadOnlyList<PlannedTerm> terms) => string.Join(", ", terms.OrderByDescending(IsPlain).Select(Term));

    private static bool IsPlain(PlannedTerm term) => !term.IsStage && term.IsMapItself;

    private static string Term(PlannedTerm term)
    {
        if (IsPlain(term))
            return term.IsLast ? $"Last({term.Map})" : term.Map;
        var weighed = $"{Weight(term)}, {term.Map}";
        return term.IsLast ? $"Last({weighed})" : $"({weighed})";
    }

    private static string Weight(PlannedTerm term)
    {
        if (term.IsFactorAlone)
            return term.Factor!;
        var number = term.Symbol ?? Literals.Double(term.Coefficient);
        return term.Factor is null ? number : $"{number} * {term.Factor}";
    }
}

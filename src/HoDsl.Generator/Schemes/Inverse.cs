using HoDsl.Generator.Language;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes;

/// <summary>The step that undoes another: its states before the step computed from those after it, in closed form, without solving an equation.</summary>
/// <remarks>
/// From y = V^-1 (y' - h B k) the stages read U V^-1 y' + h (A - U V^-1 B) k: a general linear method again. It can be computed if some order
/// of the stages makes A - U V^-1 B strictly triangular, and errors do not grow exponentially if no eigenvalue of V^-1 lies outside the unit circle.
/// Where the step scales B but not A, U V^-1 B must be 0: a difference of which it scales a part is none of the tableau.
/// </remarks>
/// <param name="Tableau">Its tableau. All states are states of now: what a step remembers, undoing it is given.</param>
/// <param name="Order">The order in which the stages can be computed, from 0.</param>
internal sealed record Inverse(Tableau Tableau, EquatableArray<int> Order)
{
    // Of one scheme its facts, its code and its networks ask, and most edits leave the tableau as it is.
    private static readonly Memo<(Tableau, bool), Inverse?> Known = new(capacity: 100);

    /// <summary>The step that undoes a scheme's, as a scheme; null where there is none. Of one state no step is worth it: only one whose stages do not read the state would have an inverse.</summary>
    public static Scheme? Of(Scheme scheme)
    {
        if (scheme.EndsWithRelu || scheme.Tableau.HasOneState || Of(scheme.Tableau, scheme.Step is LearnableStep { ScalesOutputOnly: true }) is not { } inverse)
            return null;
        return scheme with { Tableau = inverse.Tableau, Output = BlockOutput.Weights, StagesUsed = inverse.Order.Where(scheme.StagesUsed.Contains).ToEquatableArray() };
    }

    /// <summary>The step that undoes that of a tableau; null where there is none.</summary>
    /// <param name="tableau">The tableau [A U; B V].</param>
    /// <param name="scalesApart">Whether the step scales B but not A.</param>
    public static Inverse? Of(Tableau tableau, bool scalesApart) => Known.Of((tableau, scalesApart), _ => Compute(tableau, scalesApart));

    private static Inverse? Compute(Tableau tableau, bool scalesApart)
    {
        if (!tableau.IsConstant)
            return null;
        var v = Matrix.Of([.. tableau.Results.Select(row => row.States)]).Inverse();
        if (v is null)
            return null;
        var u = Matrix.Of([.. tableau.StageRows.Select(row => row.States)]) * v;
        var b = Matrix.Of([.. tableau.Results.Select(row => row.Stages)]);
        var (ofStages, ofResults) = (u * b, v * b);
        if (scalesApart && tableau.StageRows.Where((_, i) => ofStages.Row(i).Any(weight => !weight.IsZero)).Any())
            return null;
        var stages = tableau.StageRows.Select((row, i) => Row(u.Row(i), row.Stages.Select((a, j) => a - ofStages[i, j]))).ToEquatableArray();
        var results = tableau.Results.Select((_, i) => Row(v.Row(i), ofResults.Row(i).Select(weight => -weight))).ToEquatableArray();
        var states = tableau.States.Select(state => state with { Past = null }).ToEquatableArray();
        // The eigenvalues cost the most, and few tableaux come so far.
        return OrderOf(stages) is { } order && SpectralRadius.IsAtMostOne(v) ? new(new(states, tableau.Nodes, stages, results, null), order) : null;
    }

    private static Row Row(EquatableArray<Surd> states, IEnumerable<Surd> stages) => new(states, stages.ToEquatableArray(), EquatableArray<RowSlope>.Empty);

    // Takes away, as long as there are any, the stages that read none of those left.
    private static EquatableArray<int>? OrderOf(EquatableArray<Row> stages)
    {
        var (order, left) = (new List<int>(), Enumerable.Range(0, stages.Count).ToList());
        while (left.Count > 0)
        {
            var free = left.Where(stage => !left.Exists(stages[stage].Reads)).ToList();
            if (free.Count == 0)
                return null;
            order.AddRange(free);
            left.RemoveAll(free.Contains);
        }
        return order.ToEquatableArray();
    }
}

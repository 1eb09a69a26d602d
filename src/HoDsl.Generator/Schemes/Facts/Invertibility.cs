using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Schemes.Facts;

/// <summary>Whether a block can be undone in closed form: its states before the step computed from those after it, without solving an equation.</summary>
/// <remarks>
/// From y = V^-1 (y' - h B k) the stages read U V^-1 y' + h (A - U V^-1 B) k. This can be computed if some order of the stages makes
/// A - U V^-1 B strictly triangular, and errors do not grow exponentially if no eigenvalue of V^-1 lies outside the unit circle.
/// </remarks>
internal static class Invertibility
{
    /// <summary>Whether a step of a scheme is invertible.</summary>
    public static bool Of(Scheme scheme) =>
        !scheme.EndsWithRelu && Of(scheme.Tableau, scheme.Step is LearnableStep { ScalesOutputOnly: true });

    /// <summary>Whether a step of a tableau is invertible.</summary>
    /// <param name="tableau">The tableau [A U; B V].</param>
    /// <param name="scalesApart">Whether the step scales B but not A, so that the two cannot cancel for every step.</param>
    public static bool Of(Tableau tableau, bool scalesApart)
    {
        var (stages, results) = (tableau.StageRows, tableau.Results);
        if (!tableau.IsConstant)
            return false;
        var inverse = Matrix.Of([.. results.Select(row => row.States)]).Inverse();
        if (inverse is null || !SpectralRadius.IsAtMostOne(inverse))
            return false;
        var product = Matrix.Of([.. stages.Select(row => row.States)]) * inverse * Matrix.Of([.. results.Select(row => row.Stages)]);
        return CanBeOrdered(stages.Count, (i, j) =>
            scalesApart ? !product[i, j].IsZero || !stages[i].Stages[j].IsZero : stages[i].Stages[j] != product[i, j]);
    }

    // Takes away, as long as there are any, the stages that read none of those left.
    private static bool CanBeOrdered(int stages, Func<int, int, bool> reads)
    {
        var left = Enumerable.Range(0, stages).ToList();
        for (var before = stages + 1; left.Count < before;)
        {
            before = left.Count;
            left = [.. left.Where(stage => left.Exists(other => reads(stage, other)))];
        }
        return left.Count == 0;
    }
}

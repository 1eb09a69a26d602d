namespace HoDsl.Generator.Schemes.Facts;

/// <summary>What follows from a scheme, found out in exact arithmetic.</summary>
/// <remarks>
/// Of the tableau, that is, at step 1. The facts follow from the model alone, so they are no part of it: they are computed when code is
/// emitted or a report is printed.
/// </remarks>
/// <param name="NonzerosA">How many entries of A are not 0, or are learnt.</param>
/// <param name="NonzerosB">How many weights are not 0, or are learnt, in the rows of all states.</param>
/// <param name="IsInvertible">Whether the block can be undone in closed form.</param>
/// <param name="LiveMaps">The fewest maps that a forward pass can do with.</param>
/// <param name="RungeKutta">What is known of Runge-Kutta methods only; null for other general linear methods.</param>
public sealed record SchemeFacts(int NonzerosA, int NonzerosB, bool IsInvertible, LiveMaps LiveMaps, RungeKuttaFacts? RungeKutta)
{
    /// <summary>The facts of a scheme.</summary>
    /// <exception cref="OperationCanceledException">They are not wanted any more.</exception>
    public static SchemeFacts Of(Scheme scheme, CancellationToken cancellation = default) => new(
        Nonzeros(scheme.Tableau.StageRows),
        Nonzeros(scheme.Tableau.Results),
        Inverse.Of(scheme) is not null,
        LiveMaps.Of(scheme, cancellation),
        scheme is { Order: not null, Tableau.IsRungeKutta: true } ? RungeKuttaFacts.Of(scheme, cancellation) : null);

    private static int Nonzeros(IEnumerable<Row> rows) => rows.Sum(row => Enumerable.Range(0, row.Stages.Count).Count(row.Reads));
}

using HoDsl.Generator.Numerics;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes.Orders;

/// <summary>What is proved of rows of weights.</summary>
internal static class ProvedOrders
{
    // Schemes that extend one another share a tableau, and most edits leave it, or all of it but one row of weights, as it is.
    private static readonly Memo<Question, OrderProof> Known = new(capacity: 100);

    /// <summary>What is proved of a row of weights of a tableau whose cells are numbers.</summary>
    /// <param name="row">The weights b or the embedded ones.</param>
    /// <param name="tolerance">How far a residual may lie from 0.</param>
    /// <param name="tableau">The tableau.</param>
    /// <param name="conditions">Its conditions, which are needed only where nothing is known yet.</param>
    public static OrderProof Of(Row row, Rational tolerance, Tableau tableau, Lazy<OrderConditions> conditions)
    {
        // What holds exactly holds within every tolerance, and what fails by more than the tolerance fails.
        var exact = Prove(Rational.Zero);
        return exact.IsProofWithin(tolerance) ? exact : Prove(tolerance);

        OrderProof Prove(Rational within) =>
            Known.Of(new(tableau.States, tableau.Nodes, tableau.StageRows, row, within), _ => conditions.Value.Prove(row, within));
    }

    // All that a proof follows from.
    private sealed record Question(EquatableArray<State> States, EquatableArray<Surd> Nodes, EquatableArray<Row> StageRows, Row Row, Rational Tolerance);
}

using HoDsl.Generator.Language;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes.Orders;

/// <summary>What is proved of rows of weights.</summary>
internal static class ProvedOrders
{
    // By all that they follow from: schemes that extend one another share a tableau, and most edits leave it, or all of it but one row of weights, as it is.
    private static readonly Memo<(EquatableArray<State>, EquatableArray<Surd> Nodes, EquatableArray<Row> Stages, Row Weights, OrderClaim), OrderProof> Known = new(capacity: 100);

    private static readonly OrderClaim WhateverHolds = new(int.MaxValue, Rational.Zero);

    /// <summary>What is proved of a row of weights of a tableau whose cells are numbers: exactly whatever holds, and within a tolerance the claim that has it.</summary>
    /// <param name="row">The weights b or the embedded ones.</param>
    /// <param name="claim">What is claimed of them.</param>
    /// <param name="tableau">The tableau.</param>
    /// <param name="conditions">Its conditions, which are needed only where nothing is known yet.</param>
    /// <param name="cancellation">Ends the proof.</param>
    public static OrderProof Of(Row row, OrderClaim claim, Tableau tableau, Lazy<OrderConditions> conditions, CancellationToken cancellation)
    {
        // What holds exactly holds within every tolerance, and what fails by more than the tolerance fails.
        var exact = Prove(WhateverHolds);
        return exact.Order >= claim.Order || exact.IsProofWithin(claim.Tolerance) ? exact : Prove(claim);

        OrderProof Prove(OrderClaim what) =>
            Known.Of((tableau.States, tableau.Nodes, tableau.StageRows, row, what), _ => conditions.Value.Prove(row, what, cancellation));
    }
}

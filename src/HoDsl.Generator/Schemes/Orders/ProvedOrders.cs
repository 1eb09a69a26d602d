using HoDsl.Generator.Numerics;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes.Orders;

/// <summary>What is proved of both rows of weights of a tableau.</summary>
/// <param name="Weights">What is proved of the weights.</param>
/// <param name="Embedded">What is proved of the embedded weights; null where there are none.</param>
internal sealed record ProvedOrders(OrderProof Weights, OrderProof? Embedded)
{
    // Schemes that extend one another share a tableau, and most edits leave it as it is.
    private static readonly Memo<Question, ProvedOrders> Known = new(capacity: 100, Prove);

    /// <summary>What is proved of a tableau whose cells are numbers, each row with its tolerance.</summary>
    public static ProvedOrders Of(Tableau tableau, Rational tolerance, Rational embeddedTolerance) => Known[new(tableau, tolerance, embeddedTolerance)];

    private static ProvedOrders Prove(Question asked)
    {
        var conditions = new OrderConditions(asked.Tableau);
        return new(conditions.Prove(asked.Tableau.Weights, asked.Tolerance), asked.Tableau.Embedded is { } row ? conditions.Prove(row, asked.EmbeddedTolerance) : null);
    }

    // All that the proofs follow from.
    private sealed record Question(Tableau Tableau, Rational Tolerance, Rational EmbeddedTolerance);
}

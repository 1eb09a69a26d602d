using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes.Orders;

namespace HoDsl.Generator.Schemes.Claims;

/// <summary>What is true of a tableau, beside what is claimed of it. Nothing is computed before it is asked for.</summary>
internal sealed class Verdict
{
    private readonly Lazy<OrderConditions> _conditions;
    private readonly Lazy<IReadOnlyList<int>> _wrongNodes;
    private readonly Lazy<OrderProof> _weights;
    private readonly Lazy<OrderProof?> _embedded;
    private readonly CancellationToken _cancellation;

    /// <summary>Judges a tableau.</summary>
    public Verdict(Tableau tableau, ClaimSet claims, CancellationToken cancellation)
        : this(tableau, claims, new(() => OrderConditions.Of(tableau)), cancellation)
    {
        _weights = new(() => ProvedOrders.Of(tableau.Weights, claims.OfWeights, tableau, _conditions, cancellation));
        _embedded = new(() => tableau.Embedded is { } row ? ProvedOrders.Of(row, claims.OfEmbedded, tableau, _conditions, cancellation) : null);
    }

    // Of a tableau that is tried, no more is proved than is claimed, and nothing is remembered.
    private Verdict(Tableau tableau, ClaimSet claims, Lazy<OrderConditions> conditions, CancellationToken cancellation)
    {
        (Tableau, Claims, _conditions, _cancellation) = (tableau, claims, conditions, cancellation);
        _wrongNodes = new(() => [.. FindWrongNodes()]);
        _weights = new(() => conditions.Value.Prove(tableau.Weights, claims.OfWeights, cancellation));
        _embedded = new(() => tableau.Embedded is { } row ? conditions.Value.Prove(row, claims.OfEmbedded, cancellation) : null);
    }

    // What is known of the stages and of the other row of weights stays.
    private Verdict(Tableau tableau, Verdict beforeWeightsChanged)
        : this(tableau, beforeWeightsChanged.Claims, beforeWeightsChanged._conditions, beforeWeightsChanged._cancellation)
    {
        _wrongNodes = beforeWeightsChanged._wrongNodes;
        if (tableau.Weights == beforeWeightsChanged.Tableau.Weights)
            _weights = beforeWeightsChanged._weights;
        if (tableau.Embedded == beforeWeightsChanged.Tableau.Embedded)
            _embedded = beforeWeightsChanged._embedded;
    }

    /// <summary>The tableau.</summary>
    public Tableau Tableau { get; }

    /// <summary>What is claimed.</summary>
    public ClaimSet Claims { get; }

    /// <summary>What is proved of the weights.</summary>
    public OrderProof Weights => _weights.Value;

    /// <summary>What is proved of the embedded weights; null where there are none.</summary>
    public OrderProof? Embedded => _embedded.Value;

    /// <summary>The stages whose nodes are not the sums of their rows.</summary>
    public IReadOnlyList<int> WrongNodes => _wrongNodes.Value;

    /// <summary>Whether the weights have the order claimed.</summary>
    public bool WeightsHold => Claims.Weights is not { } claim || Weights.Order >= claim.Order;

    /// <summary>Whether the embedded weights have the order claimed.</summary>
    public bool EmbeddedHolds => Claims.Embedded is not { } claim || Embedded!.Order >= claim.Order;

    /// <summary>Whether all claims are true.</summary>
    public bool AllHold => WrongNodes.Count == 0 && WeightsHold && EmbeddedHolds;

    /// <summary>How far the claims that fail are from being true: of each the first condition that fails.</summary>
    public IEnumerable<Surd> Residuals => WrongNodes.Select(NodeResidual)
        .Concat(WeightsHold || Weights.Failure is not { } weights ? [] : [weights.Residual])
        .Concat(EmbeddedHolds || Embedded!.Failure is not { } embedded ? [] : [embedded.Residual]);

    /// <summary>The verdict on the tableau with another number in one cell.</summary>
    public Verdict With(Cell cell, Surd value)
    {
        _cancellation.ThrowIfCancellationRequested();
        var changed = Tableau.With(cell, value);
        return cell.Row < Tableau.Stages ? new(changed, Claims, new(() => new(changed)), _cancellation) : new(changed, this);
    }

    /// <summary>The verdict by the same claims with another tolerance.</summary>
    public Verdict Within(Rational tolerance) => new(Tableau, Claims.Within(tolerance), _conditions, _cancellation);

    /// <summary>How far the sum of a stage row lies from the node that is given.</summary>
    public Surd NodeResidual(int stage) => Tableau.Time(stage) - Claims.Nodes[stage]!.Value;

    /// <summary>What a row of weights gives a rooted tree.</summary>
    public Surd Value(Row row, RootedTree tree) => _conditions.Value.Value(row, tree);

    // What is learnt has no sum yet.
    private IEnumerable<int> FindWrongNodes() => Enumerable.Range(0, Tableau.Stages).Where(stage =>
        Claims.Nodes[stage] is not null && Tableau.StageRows[stage].IsConstant && (NodeResidual(stage).Magnitude - Claims.Tolerance).Sign > 0);
}

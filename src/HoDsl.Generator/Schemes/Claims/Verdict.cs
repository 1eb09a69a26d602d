using HoDsl.Generator.Language;
using HoDsl.Generator.Schemes.Orders;

namespace HoDsl.Generator.Schemes.Claims;

/// <summary>What is true of a tableau, beside what is claimed of it.</summary>
internal sealed class Verdict
{
    private readonly ClaimSet _claims;
    private readonly Lazy<OrderProof> _weights;
    private readonly Lazy<OrderProof?> _embedded;

    /// <summary>Judges a tableau of which orders can be proved. Nothing is computed before it is asked for.</summary>
    public Verdict(Tableau tableau, ClaimSet claims)
    {
        _claims = claims;
        Tableau = tableau;
        var conditions = new Lazy<OrderConditions>(() => new(tableau));
        _weights = new(() => conditions.Value.Prove(tableau.Weights, claims.Weights?.Tolerance ?? 0));
        _embedded = new(() => tableau.Embedded is { } row ? conditions.Value.Prove(row, claims.Embedded?.Tolerance ?? 0) : null);
    }

    /// <summary>The tableau.</summary>
    public Tableau Tableau { get; }

    /// <summary>What is proved of the weights.</summary>
    public OrderProof Weights => _weights.Value;

    /// <summary>What is proved of the embedded weights; null where there are none.</summary>
    public OrderProof? Embedded => _embedded.Value;

    /// <summary>The stages whose nodes are not the sums of their rows.</summary>
    public IEnumerable<int> WrongNodes => Enumerable.Range(0, Tableau.Stages).Where(stage =>
        _claims.Nodes[stage] is { } node && ((node - Tableau.Time(stage)).Magnitude - _claims.Tolerance).Sign > 0);

    /// <summary>Whether the weights have the order claimed.</summary>
    public bool WeightsHold => Holds(_claims.Weights, _weights.Value);

    /// <summary>Whether the embedded weights have the order claimed.</summary>
    public bool EmbeddedHolds => _claims.Embedded is null || Holds(_claims.Embedded, Embedded!);

    /// <summary>Whether all claims are true.</summary>
    public bool AllHold => !WrongNodes.Any() && WeightsHold && EmbeddedHolds;

    private static bool Holds(OrderClaim? claim, OrderProof proof) => claim is null || proof.Order >= claim.Order;
}

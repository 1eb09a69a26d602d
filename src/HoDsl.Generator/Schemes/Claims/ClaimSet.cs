using HoDsl.Generator.Language;
using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Schemes.Claims;

/// <summary>What a file claims of its tableau.</summary>
/// <param name="Nodes">The nodes that it gives, each to be its row's sum; null where it leaves one blank.</param>
/// <param name="Weights">The order of the weights; null where none is claimed.</param>
/// <param name="Embedded">The order of the embedded weights; null where none is claimed.</param>
internal sealed record ClaimSet(IReadOnlyList<Surd?> Nodes, OrderClaim? Weights, OrderClaim? Embedded)
{
    private static readonly OrderClaim Nothing = new(0, Rational.Zero);

    /// <summary>Whether the tolerance of each tells what an exact solution has of the tallest tree from 0.</summary>
    public bool TellsTallestTree => Weights?.TellsTallestTree != false && Embedded?.TellsTallestTree != false;

    /// <summary>The same claims with another tolerance.</summary>
    public ClaimSet Within(Rational tolerance) => new(Nodes, Weights is null ? null : Weights with { Tolerance = tolerance }, Embedded is null ? null : Embedded with { Tolerance = tolerance });

    /// <summary>The claim that the weights are held against; where nothing is claimed of them, that of the embedded ones: the cells are the same.</summary>
    public OrderClaim OfWeights { get; } = Weights ?? Embedded ?? Nothing;

    /// <summary>The one that the embedded weights are held against.</summary>
    public OrderClaim OfEmbedded { get; } = Embedded ?? Weights ?? Nothing;

    /// <summary>How far a node may lie from its row's sum: as far as either claim allows.</summary>
    public Rational Tolerance => OfWeights.Tolerance.CompareTo(OfEmbedded.Tolerance) > 0 ? OfWeights.Tolerance : OfEmbedded.Tolerance;
}

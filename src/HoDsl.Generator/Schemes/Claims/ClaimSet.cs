using HoDsl.Generator.Language;
using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Schemes.Claims;

/// <summary>What a file claims of its tableau.</summary>
/// <param name="Nodes">The nodes that it gives, each to be its row's sum; null where it leaves one blank.</param>
/// <param name="Weights">The order of the weights; null where none is claimed.</param>
/// <param name="Embedded">The order of the embedded weights; null where none is claimed.</param>
internal sealed record ClaimSet(IReadOnlyList<Surd?> Nodes, OrderClaim? Weights, OrderClaim? Embedded)
{
    /// <summary>The same claims with another tolerance.</summary>
    public ClaimSet Within(Rational tolerance) => new(Nodes, Weights is null ? null : Weights with { Tolerance = tolerance }, Embedded is null ? null : Embedded with { Tolerance = tolerance });

    /// <summary>How far a residual of the weights may lie from 0; where nothing is claimed of them, as far as with the embedded ones: the cells are the same.</summary>
    public Rational WeightsTolerance { get; } = Weights?.Tolerance ?? Embedded?.Tolerance ?? 0;

    /// <summary>How far one of the embedded weights may.</summary>
    public Rational EmbeddedTolerance { get; } = Embedded?.Tolerance ?? Weights?.Tolerance ?? 0;

    /// <summary>How far a node may lie from its row's sum: as far as either claim allows.</summary>
    public Rational Tolerance { get; } = new[] { Weights?.Tolerance ?? 0, Embedded?.Tolerance ?? 0 }.Max();
}

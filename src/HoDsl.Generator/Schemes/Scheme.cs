using HoDsl.Generator.Language;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes;

/// <summary>A scheme as the compiler understands it: all that is emitted follows from it, and nothing else does.</summary>
/// <param name="Name">The name, which the generated types have.</param>
/// <param name="Namespace">Their namespace.</param>
/// <param name="Title">The title; null where the file gives none.</param>
/// <param name="Source">Where the scheme was published; null where the file does not say.</param>
/// <param name="Tableau">The coefficients.</param>
/// <param name="Step">The step.</param>
/// <param name="SharesWeights">Whether all stages have one subnet.</param>
/// <param name="EndsWithRelu">Whether the block's result goes through ReLU.</param>
/// <param name="Output">Which rows of weights the block gives.</param>
/// <param name="StagesUsed">The stages that the output needs, from 0.</param>
/// <param name="Coefficients">The coefficients that are learnt.</param>
/// <param name="Order">The proved order of the weights; null where the scheme is no method for one equation with numbers as coefficients, or not zero-stable.</param>
/// <param name="EmbeddedOrder">The proved order of the embedded weights; null where there are none.</param>
/// <param name="Tolerance">Within what the conditions hold that were proved: 0, or what the claims of a scheme published in decimals allow.</param>
public sealed record Scheme(
    string Name,
    string Namespace,
    string? Title,
    string? Source,
    Tableau Tableau,
    Step Step,
    bool SharesWeights,
    bool EndsWithRelu,
    BlockOutput Output,
    EquatableArray<int> StagesUsed,
    EquatableArray<Coefficient> Coefficients,
    int? Order,
    int? EmbeddedOrder,
    Rational Tolerance)
{
    /// <summary>Whether it is a method for differential equations: a result that is not of order 1 at least integrates nothing.</summary>
    public bool IsMethod => Tableau.IsRungeKutta && (Output == BlockOutput.Embedded ? EmbeddedOrder : Order) > 0;

    /// <summary>Whether its blocks can follow each other: those that give both results of a pair cannot.</summary>
    public bool CanStack => Output != BlockOutput.Both;

    /// <summary>Whether a step can estimate its error: another row of weights is a method too.</summary>
    public bool EstimatesError => IsMethod && Order > 0 && EmbeddedOrder > 0;

    /// <summary>What is known of the scheme, in a few words: `16 stages (14 used), order 8, embedded order 9`.</summary>
    public string Facts
    {
        get
        {
            var stages = Tableau.Stages == 1 ? "1 stage" : FormattableString.Invariant($"{Tableau.Stages} stages");
            var used = StagesUsed.Count < Tableau.Stages ? FormattableString.Invariant($" ({StagesUsed.Count} used)") : "";
            // A network whose weights do not sum to 1 approximates nothing: order 0 is no claim to boast of.
            var embedded = EmbeddedOrder is { } second and > 0 ? FormattableString.Invariant($", embedded order {second}") : "";
            var order = Order is { } first and > 0 ? FormattableString.Invariant($", order {first}") : "";
            return $"{stages}{used}{order}{embedded}";
        }
    }
}

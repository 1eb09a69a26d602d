using HoDsl.Generator.Language;
using HoDsl.Generator.Schemes;
using HoDsl.Generator.Schemes.Facts;

namespace HoDsl.Generator.Networks;

/// <summary>All that a network needs to know of a scheme; an edit of the scheme that changes none of it leaves the network as it is.</summary>
/// <param name="Name">The scheme's name.</param>
/// <param name="Namespace">The namespace of its types.</param>
/// <param name="Stages">How many subnets a block computes.</param>
/// <param name="SharesWeights">Whether they have their weights in common.</param>
/// <param name="Parts">Among how many states the channels of a map are split.</param>
/// <param name="CanStack">Whether its blocks can follow each other.</param>
/// <param name="NumbersAtOnce">How many scalars each block learns.</param>
/// <param name="NumbersLater">How many scalars each block but the first of a body learns beside.</param>
/// <param name="ChannelNumbersAtOnce">How many numbers a channel each block learns.</param>
/// <param name="ChannelNumbersLater">How many numbers a channel each block but the first of a body learns beside.</param>
/// <param name="IsInvertible">Whether its blocks can be undone in closed form.</param>
/// <param name="MapsBeside">The most maps held while a subnet runs, beside what it takes.</param>
/// <param name="States">How many states its blocks hand on.</param>
/// <param name="NewStates">How many of them a block makes anew; the others it hands on as it was given them.</param>
/// <param name="HasHistories">Whether some state begins as that of which it is the history.</param>
/// <param name="HasJoins">Whether a row averages several stages.</param>
/// <param name="IsMethod">Whether it solves differential equations.</param>
/// <param name="Evaluations">How many evaluations a step takes that estimates its error; null where it cannot, and so cannot choose its steps.</param>
public sealed record SchemeSummary(
    string Name,
    string Namespace,
    int Stages,
    bool SharesWeights,
    int Parts,
    bool CanStack,
    int NumbersAtOnce,
    int NumbersLater,
    int ChannelNumbersAtOnce,
    int ChannelNumbersLater,
    bool IsInvertible,
    int MapsBeside,
    int States,
    int NewStates,
    bool HasHistories,
    bool HasJoins,
    bool IsMethod,
    int? Evaluations)
{
    /// <summary>What stands for an open scheme of which nothing is known: its subnets are counted, one a block.</summary>
    public static SchemeSummary Any { get; } = new(
        "any scheme", Namespace: "", Stages: 1, SharesWeights: false, Parts: 1, CanStack: true, NumbersAtOnce: 0, NumbersLater: 0, ChannelNumbersAtOnce: 0, ChannelNumbersLater: 0,
        IsInvertible: true, MapsBeside: 0, States: 1, NewStates: 1, HasHistories: false, HasJoins: true, IsMethod: true, Evaluations: 1);

    /// <summary>What a network needs to know of a scheme.</summary>
    public static SchemeSummary Of(Scheme scheme, CancellationToken cancellation = default)
    {
        var step = scheme.Step as LearnableStep;
        return new(
            scheme.Name,
            scheme.Namespace,
            scheme.StagesUsed.Count,
            scheme.SharesWeights,
            Math.Max(1, scheme.Tableau.States.Count(state => state.Beginning == StateBeginning.Split)),
            scheme.CanStack,
            Count(scheme, perChannel: false, atOnce: true) + (step is { IsPerChannel: false } ? 1 : 0),
            Count(scheme, perChannel: false, atOnce: false),
            Count(scheme, perChannel: true, atOnce: true) + (step is { IsPerChannel: true } ? 1 : 0),
            Count(scheme, perChannel: true, atOnce: false),
            Inverse.Of(scheme) is not null,
            LiveMaps.Of(scheme, cancellation).Retained.Max(),
            scheme.Tableau.States.Count,
            scheme.Tableau.States.Count(state => state.Past is null or { Stage: not null, Lag: 1 }),
            scheme.Tableau.States.Any(state => state.Beginning == StateBeginning.History),
            Plan.Of(scheme).Columns > 0,
            scheme.IsMethod,
            scheme.EstimatesError ? EvaluationsOfEstimate(scheme) : null);
    }

    // Both rows of weights need their stages; a method that is first same as last has computed the first one in the step before.
    private static int EvaluationsOfEstimate(Scheme scheme)
    {
        var tableau = scheme.Tableau;
        var stages = tableau.StagesNeededBy(tableau.Weights, tableau.Embedded!);
        var handsOn = scheme.Output != BlockOutput.Embedded && tableau.IsFirstSameAsLast && stages.Contains(tableau.Stages - 1);
        return stages.Count - (handsOn ? 1 : 0);
    }

    private static int Count(Scheme scheme, bool perChannel, bool atOnce) =>
        scheme.Coefficients.Count(coefficient => coefficient.IsPerChannel == perChannel && coefficient.MattersAtOnce == atOnce);
}

using System.Runtime.CompilerServices;
using HoDsl.Generator.Language;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes;

/// <summary>How a block computes one step: its stages in order, and what it gives.</summary>
/// <param name="Given">The maps that the block is given: states, and histories of states and stages.</param>
/// <param name="Stages">The stages that the output needs.</param>
/// <param name="Results">The rows that the block gives: one for each state of now, or two for both of an embedded pair.</param>
/// <param name="HandedOn">The maps that become histories of the next block as they are.</param>
/// <param name="Joins">The averages over several stages; rows that are the same are one join.</param>
/// <param name="Names">The names of states and coefficients, which are local variables of the block.</param>
public sealed record Plan(
    EquatableArray<GivenMap> Given,
    EquatableArray<PlannedStage> Stages,
    EquatableArray<PlannedRow> Results,
    EquatableArray<string> HandedOn,
    EquatableArray<PlannedJoin> Joins,
    EquatableArray<string> Names)
{
    /// <summary>The variable that holds the learnt step.</summary>
    public const string Step = "h";

    /// <summary>The rows of the stages and those of the results, in the order in which they are computed.</summary>
    public IEnumerable<PlannedRow> Rows => Stages.Select(stage => stage.Input).Concat(Results);

    /// <summary>Whether the learnt step multiplies every stage wherever one is read, and none leaves the block: then the stages may take it.</summary>
    public bool StagesCanTakeStep =>
        Given.All(given => given.Stage is null) && Rows.SelectMany(row => row.Terms).Where(term => term.IsStage).All(term => term.HasStep);

    /// <summary>How many columns meet in the widest join; 0 where there is none.</summary>
    public int Columns => Joins.Select(join => join.Weights.Count).DefaultIfEmpty(0).Max();

    // Code, facts and networks ask for the plan of one scheme.
    private static readonly ConditionalWeakTable<Scheme, Plan> Known = new();

    /// <summary>The plan of a scheme: stages that no wanted output reaches are dropped.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="isInverse">Whether it undoes another: then its weights have no symbols, and no row is a join.</param>
    public static Plan Of(Scheme scheme, bool isInverse = false) => isInverse ? Make(scheme, isInverse) : Known.GetValue(scheme, known => Make(known, isInverse: false));

    private static Plan Make(Scheme scheme, bool isInverse)
    {
        var tableau = scheme.Tableau;
        var names = tableau.States.Select(Variable).Concat(scheme.Coefficients.Select(coefficient => coefficient.Name)).ToEquatableArray();
        var outputs = OutputRows(scheme).ToList();
        var joins = scheme.StagesUsed.Select(stage => tableau.StageRows[stage]).Concat(outputs.Select(output => output.Row)).Where(row => row.IsJoin && !isInverse).Distinct().ToList();
        var name = Fresh("j", names);
        var scalesStages = scheme.Step is LearnableStep { ScalesOutputOnly: false };
        return new(
            tableau.States.Select(state => new GivenMap(Variable(state), state.Past?.Stage + 1)).ToEquatableArray(),
            scheme.StagesUsed.Select((stage, place) => new PlannedStage(stage + 1, tableau.Nodes[stage], Planned(tableau.StageRows[stage], $"a{stage + 1}", scalesStages, place))).ToEquatableArray(),
            outputs.Select(output => Planned(output.Row, output.Prefix, scheme.Step is LearnableStep, scheme.StagesUsed.Count)).ToEquatableArray(),
            tableau.States.Where(state => state.Past is not null).Select(state => HandedOnAs(state.Past!, tableau)).ToEquatableArray(),
            joins.Select((row, place) => new PlannedJoin(Named(place), row.Stages.Where(weight => !weight.IsZero).Select(weight => Stretched(weight, scheme)).ToEquatableArray())).ToEquatableArray(),
            names);

        string Named(int place) => FormattableString.Invariant($"{name}{place + 1}");

        PlannedRow Planned(Row row, string prefix, bool isScaled, int stagesKnown) =>
            Plan.Planned(scheme, row, isInverse ? null : prefix, isScaled, joins.IndexOf(row) is var place and >= 0 ? Named(place) : null, Latest(scheme, stagesKnown));
    }

    /// <summary>Whether a map is read more than once, so that its gradient is a sum.</summary>
    /// <param name="map">The variable that holds it.</param>
    public bool Branches(string map) => Rows.SelectMany(row => row.Maps).Count(read => read == map) > 1;

    /// <summary>The beginning of names that no state or coefficient has: the one given, lengthened if need be.</summary>
    public string Fresh(string name) => Fresh(name, Names);

    /// <summary>The local variable that holds a state: `y`, `y_1`.</summary>
    public static string Variable(State state) => state.Name.Replace("[-", "_").Replace("]", "");

    /// <summary>The variable of the map that the next block has as a history.</summary>
    public static string HandedOnAs(Past past, Tableau tableau) =>
        past.Lag > 1 ? Variable(tableau.States.First(state => state.Past == past with { Lag = past.Lag - 1 }))
        : past.State is { } state ? Variable(tableau.States[state])
        : FormattableString.Invariant($"k{past.Stage + 1}");

    private static string Fresh(string name, EquatableArray<string> taken) =>
        taken.Any(other => other.StartsWith(name, StringComparison.Ordinal)) ? Fresh(name + "_", taken) : name;

    private static IEnumerable<(Row Row, string Prefix)> OutputRows(Scheme scheme)
    {
        var tableau = scheme.Tableau;
        if (!tableau.HasOneState)
        {
            // Histories are handed on, not computed.
            var now = Enumerable.Range(0, tableau.States.Count).Where(state => tableau.States[state].Past is null).ToList();
            return now.Select((state, i) => (tableau.Results[state], now.Count == 1 ? "b" : $"b{i + 1}"));
        }
        return scheme.Output switch
        {
            BlockOutput.Weights => [(tableau.Weights, "b")],
            BlockOutput.Embedded => [(tableau.Embedded!, "e")],
            _ => [(tableau.Weights, "b"), (tableau.Embedded!, "e")],
        };
    }

    // The history of a stage is f of a past block: the step multiplies it as it multiplies a stage.
    private static PlannedRow Planned(Scheme scheme, Row row, string? prefix, bool isScaled, string? join, string latest)
    {
        var constant = States(row.States, null).Concat(Stages(row.Stages, null, stage => join is null ? Symbol(prefix, stage + 1) : Joined(stage))).OrderBy(term => term.IsStage).ToList();
        var learnt = row.Slopes.SelectMany(slope => States(slope.States, slope.Parameter).Concat(Stages(slope.Stages, slope.Parameter, _ => null)));
        return new((constant.Count == 0 ? [new(latest, null, Surd.Zero, IsStage: false)] : constant).Concat(learnt).ToEquatableArray(), join is not null);

        // The place of a term in its join.
        string Joined(int stage) => FormattableString.Invariant($"{join}[{row.Stages.Take(stage).Count(weight => !weight.IsZero)}]");

        // Most weights are 0 and need no names.
        IEnumerable<PlannedTerm> States(EquatableArray<Surd> weights, string? parameter) =>
            from state in Enumerable.Range(0, weights.Count)
            where !weights[state].IsZero
            let its = scheme.Tableau.States[state]
            select Term(Variable(its), null, weights[state], parameter, its.Past?.Stage is not null);

        IEnumerable<PlannedTerm> Stages(EquatableArray<Surd> weights, string? parameter, Func<int, string?> symbol) =>
            from stage in Enumerable.Range(0, weights.Count)
            where !weights[stage].IsZero
            select Term(FormattableString.Invariant($"k{stage + 1}"), symbol(stage), weights[stage], parameter, isStage: true);

        PlannedTerm Term(string map, string? symbol, Surd weight, string? parameter, bool isStage) =>
            new(map, symbol, isStage ? Stretched(weight, scheme) : weight, isStage, HasStep: isStage && isScaled, parameter);
    }

    private static Surd Stretched(Surd weight, Scheme scheme) => scheme.Step is ConstantStep constant ? constant.Value * weight : weight;

    // A row of zeros is a map too, of the shape of the others: zero times the one that was there last, so that none is held for its sake.
    private static string Latest(Scheme scheme, int stagesKnown) => stagesKnown == 0
        ? Variable(scheme.Tableau.States.First(state => state.Past is null))
        : FormattableString.Invariant($"k{scheme.StagesUsed[stagesKnown - 1] + 1}");

    // a21, but a12_10: two numbers of two digits would run together.
    private static string? Symbol(string? prefix, int stage) => prefix is null ? null : prefix.Length > 2 || (prefix.Length > 1 && stage > 9) ? $"{prefix}_{stage}" : $"{prefix}{stage}";
}

/// <summary>A map that a block is given.</summary>
/// <param name="Map">The variable that holds it: `y`, `y_1`.</param>
/// <param name="Stage">The number of the stage of which it is the history, behind which alone it can be read; null for a state.</param>
public sealed record GivenMap(string Map, int? Stage);

/// <summary>One stage of a plan.</summary>
/// <param name="Number">The stage's number, from 1.</param>
/// <param name="Node">Its node c.</param>
/// <param name="Input">What its subnet reads.</param>
public sealed record PlannedStage(int Number, Surd Node, PlannedRow Input)
{
    /// <summary>The variable that holds what its subnet gives.</summary>
    public string Map => FormattableString.Invariant($"k{Number}");
}

/// <summary>A linear combination of states and stages.</summary>
/// <param name="Terms">The terms: constant ones before learnt ones, and of the constant ones those of states before those of stages.</param>
/// <param name="IsJoin">Whether the weights are those of a join.</param>
public sealed record PlannedRow(EquatableArray<PlannedTerm> Terms, bool IsJoin = false)
{
    /// <summary>The variables of the maps that it reads, once for each time.</summary>
    public IEnumerable<string> Maps => Terms.Select(term => term.Map);

    /// <summary>What of it may be added up before all of it is known.</summary>
    /// <remarks>
    /// In a row with learnt factors the stages alone: what a factor multiplies must be found in the backward pass, and that is what the
    /// states leave of the row. And only if they all have one factor, which then multiplies their sum.
    /// </remarks>
    public IEnumerable<PlannedTerm> Gathered
    {
        get
        {
            if (Terms.All(term => term.Factor is null))
                return Terms;
            var stages = Terms.Where(term => term.IsStage).ToList();
            return stages.Select(term => term.Factor).Distinct().Count() == 1 ? stages : [];
        }
    }
}

/// <summary>An average over several stages, whose weights a block may change while it is trained.</summary>
/// <param name="Name">The variable that holds the weights: `j1`.</param>
/// <param name="Weights">The weights of the tableau, with a constant step multiplied in.</param>
public sealed record PlannedJoin(string Name, EquatableArray<Surd> Weights);

/// <summary>One term of a combination.</summary>
/// <param name="Map">The variable that holds the map: `y`, `k2`.</param>
/// <param name="Symbol">The coefficient's symbol: `a21`, `b4`, in a join `j1[0]`; null where the number itself is written.</param>
/// <param name="Coefficient">Its value, with a constant step multiplied in.</param>
/// <param name="IsStage">Whether the map is that of a stage, of this block or an earlier one.</param>
/// <param name="HasStep">Whether the learnt step multiplies it.</param>
/// <param name="Parameter">The learnt coefficient that multiplies it: `a`; null for none.</param>
/// <param name="IsLast">Whether nobody reads the map afterwards, and the block holds it alone.</param>
public sealed record PlannedTerm(string Map, string? Symbol, Surd Coefficient, bool IsStage, bool HasStep = false, string? Parameter = null, bool IsLast = false)
{
    /// <summary>The learnt numbers that multiply it, as an expression: `h`, `a`, `h * a`; null for none.</summary>
    public string? Factor => !HasStep ? Parameter : Parameter is null ? Plan.Step : $"{Plan.Step} * {Parameter}";

    /// <summary>Whether it is the map as it is.</summary>
    public bool IsMapItself => Coefficient == Surd.One && Factor is null;

    /// <summary>Whether nothing but the factor multiplies the map.</summary>
    public bool IsFactorAlone => Coefficient == Surd.One && Symbol is null && Factor is not null;
}

using HoDsl.Generator.Language;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes;

/// <summary>How a block computes one step: its stages in order, and what it gives.</summary>
/// <param name="Stages">The stages that the output needs.</param>
/// <param name="Results">The rows that the block gives: one for each state of now, or two for both of an embedded pair.</param>
/// <param name="Joins">The averages over several stages; rows that are the same are one join.</param>
/// <param name="Names">The names of states and coefficients, which are local variables of the block.</param>
public sealed record Plan(EquatableArray<PlannedStage> Stages, EquatableArray<PlannedRow> Results, EquatableArray<PlannedJoin> Joins, EquatableArray<string> Names)
{
    /// <summary>How many columns meet in the widest join; 0 where there is none.</summary>
    public int Columns => Joins.Select(join => join.Weights.Count).DefaultIfEmpty(0).Max();

    /// <summary>The plan of a scheme: stages that no wanted output reaches are dropped.</summary>
    /// <param name="scheme">The scheme.</param>
    /// <param name="isInverse">Whether it undoes another: then its weights have no symbols, and no row is a join.</param>
    public static Plan Of(Scheme scheme, bool isInverse = false)
    {
        var tableau = scheme.Tableau;
        var names = tableau.States.Select(Variable).Concat(scheme.Coefficients.Select(coefficient => coefficient.Name)).ToEquatableArray();
        var outputs = OutputRows(scheme).ToList();
        var joins = scheme.StagesUsed.Select(stage => tableau.StageRows[stage]).Concat(outputs.Select(output => output.Row)).Where(row => row.IsJoin && !isInverse).Distinct().ToList();
        var name = Fresh("j", names);
        return new(
            scheme.StagesUsed.Select(stage => new PlannedStage(stage + 1, tableau.Nodes[stage], Planned(tableau.StageRows[stage], $"a{stage + 1}"))).ToEquatableArray(),
            outputs.Select(output => Planned(output.Row, output.Prefix)).ToEquatableArray(),
            joins.Select((row, place) => new PlannedJoin(Named(place), row.Stages.Where(weight => !weight.IsZero).Select(weight => Step(scheme) * weight).ToEquatableArray())).ToEquatableArray(),
            names);

        string Named(int place) => FormattableString.Invariant($"{name}{place + 1}");

        PlannedRow Planned(Row row, string prefix) => Plan.Planned(scheme, row, isInverse ? null : prefix, joins.IndexOf(row) is var place and >= 0 ? Named(place) : null);
    }

    /// <summary>Whether a map is read more than once, so that its gradient is a sum.</summary>
    /// <param name="map">The variable that holds it.</param>
    public bool Branches(string map) => Stages.Select(stage => stage.Input).Concat(Results).SelectMany(row => row.Maps).Count(read => read == map) > 1;

    /// <summary>The beginning of names that no state or coefficient has: the one given, lengthened if need be.</summary>
    public string Fresh(string name) => Fresh(name, Names);

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

    // The history of a stage is h f of a past block: the step multiplies it as it multiplies a stage.
    private static PlannedRow Planned(Scheme scheme, Row row, string? prefix, string? join)
    {
        var slopes = row.Slopes.Select(slope => new PlannedSlope(slope.Parameter, States(slope.States).Concat(Stages(slope.Stages, _ => null)).ToEquatableArray()));
        var ofStates = States(row.States).ToLookup(term => term.IsStage);
        var terms = ofStates[true].Concat(Stages(row.Stages, stage => join is null ? Symbol(prefix, stage + 1) : Joined(stage))).ToEquatableArray();
        var states = ofStates[false].ToEquatableArray();
        return new(states.Count + terms.Count == 0 ? Nothing(scheme) : states, terms, slopes.ToEquatableArray(), join is not null);

        // The place of a term in its join.
        string Joined(int stage) => FormattableString.Invariant($"{join}[{row.Stages.Take(stage).Count(weight => !weight.IsZero)}]");

        IEnumerable<PlannedTerm> States(IEnumerable<Surd> weights) => weights
            .Zip(scheme.Tableau.States, (weight, state) => new PlannedTerm(Variable(state), null, state.Past?.Stage is null ? weight : Step(scheme) * weight, state.Past?.Stage is not null))
            .Where(term => !term.Coefficient.IsZero);

        IEnumerable<PlannedTerm> Stages(IEnumerable<Surd> weights, Func<int, string?> symbol) => weights
            .Select((weight, stage) => new PlannedTerm($"k{stage + 1}", symbol(stage), Step(scheme) * weight, IsStage: true))
            .Where(term => !term.Coefficient.IsZero);
    }

    // A row of zeros is a map too, of the shape of the others.
    private static EquatableArray<PlannedTerm> Nothing(Scheme scheme) =>
        new[] { new PlannedTerm(Variable(scheme.Tableau.States.First(state => state.Past is null)), null, Surd.Zero, IsStage: false) }.ToEquatableArray();

    private static Surd Step(Scheme scheme) => scheme.Step is ConstantStep constant ? constant.Value : Surd.One;

    /// <summary>The local variable that holds a state: `y`, `y_1`.</summary>
    public static string Variable(State state) => state.Name.Replace("[-", "_").Replace("]", "");

    // a21, but a12_10: two numbers of two digits would run together.
    private static string? Symbol(string? prefix, int stage) => prefix is null ? null : prefix.Length > 2 || (prefix.Length > 1 && stage > 9) ? $"{prefix}_{stage}" : $"{prefix}{stage}";
}

/// <summary>One stage of a plan.</summary>
/// <param name="Number">The stage's number, from 1.</param>
/// <param name="Node">Its node c.</param>
/// <param name="Input">What its subnet reads.</param>
public sealed record PlannedStage(int Number, Surd Node, PlannedRow Input);

/// <summary>A linear combination of states and stages.</summary>
/// <param name="States">The terms of states and their histories.</param>
/// <param name="Terms">The terms of stages and their histories, which a learnable step multiplies.</param>
/// <param name="Slopes">What learnt coefficients multiply.</param>
/// <param name="IsJoin">Whether the weights are those of a join.</param>
public sealed record PlannedRow(EquatableArray<PlannedTerm> States, EquatableArray<PlannedTerm> Terms, EquatableArray<PlannedSlope> Slopes, bool IsJoin = false)
{
    /// <summary>The variables of the maps that it reads, once for each time.</summary>
    public IEnumerable<string> Maps => States.Concat(Terms).Concat(Slopes.SelectMany(slope => slope.Terms)).Select(term => term.Map);
}

/// <summary>An average over several stages, whose weights a block may change while it is trained.</summary>
/// <param name="Name">The variable that holds the weights: `j1`.</param>
/// <param name="Weights">The weights of the tableau, with a constant step multiplied in.</param>
public sealed record PlannedJoin(string Name, EquatableArray<Surd> Weights);

/// <summary>What a learnt coefficient multiplies.</summary>
public sealed record PlannedSlope(string Parameter, EquatableArray<PlannedTerm> Terms);

/// <summary>One term of a combination.</summary>
/// <param name="Map">The variable that holds the map: `y`, `k2`.</param>
/// <param name="Symbol">The coefficient's symbol: `a21`, `b4`, in a join `j1[0]`; null where the number itself is written.</param>
/// <param name="Coefficient">Its value, with a constant step multiplied in.</param>
/// <param name="IsStage">Whether the map is that of a stage, of this block or an earlier one.</param>
/// <param name="IsLast">Whether nobody reads the map afterwards, and the block holds it alone.</param>
public sealed record PlannedTerm(string Map, string? Symbol, Surd Coefficient, bool IsStage, bool IsLast = false);

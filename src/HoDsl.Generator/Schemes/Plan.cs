using HoDsl.Generator.Language;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes;

/// <summary>How a block computes one step: its stages in order, and what it gives.</summary>
/// <param name="Stages">The stages that the output needs.</param>
/// <param name="Results">The rows that the block gives: one, or two for both of an embedded pair.</param>
public sealed record Plan(EquatableArray<PlannedStage> Stages, EquatableArray<PlannedRow> Results)
{
    /// <summary>The plan of a scheme: stages that no wanted output reaches are dropped.</summary>
    public static Plan Of(Scheme scheme)
    {
        var tableau = scheme.Tableau;
        var step = scheme.Step is ConstantStep constant ? constant.Value : Surd.One;
        return new(
            scheme.StagesUsed.Select(stage => new PlannedStage(stage + 1, tableau.Nodes[stage], Planned(tableau.StageRows[stage], $"a{stage + 1}", step))).ToEquatableArray(),
            OutputRows(scheme).Select(output => Planned(output.Row, output.Letter, step)).ToEquatableArray());
    }

    private static IEnumerable<(Row Row, string Letter)> OutputRows(Scheme scheme)
    {
        if (scheme.Output != BlockOutput.Embedded)
            yield return (scheme.Tableau.Weights, "b");
        if (scheme.Output != BlockOutput.Weights)
            yield return (scheme.Tableau.Embedded!, "e");
    }

    private static PlannedRow Planned(Row row, string prefix, Surd step) => new(row.Stages
        .Select((entry, stage) => new PlannedTerm(Symbol(prefix, stage + 1), step * entry, stage + 1))
        .Where(term => !term.Coefficient.IsZero)
        .ToEquatableArray());

    // a21, but a12_10: two numbers of two digits would run together.
    private static string Symbol(string prefix, int stage) => prefix.Length > 2 || (prefix.Length > 1 && stage > 9) ? $"{prefix}_{stage}" : $"{prefix}{stage}";
}

/// <summary>One stage of a plan.</summary>
/// <param name="Number">The stage's number, from 1.</param>
/// <param name="Node">Its node c.</param>
/// <param name="Input">What its subnet reads.</param>
public sealed record PlannedStage(int Number, Surd Node, PlannedRow Input);

/// <summary>A linear combination y + sum of terms.</summary>
public sealed record PlannedRow(EquatableArray<PlannedTerm> Terms);

/// <summary>One term of a combination.</summary>
/// <param name="Symbol">The coefficient's symbol: `a21`, `b4`.</param>
/// <param name="Coefficient">Its value, with a constant step multiplied in.</param>
/// <param name="Stage">The number of the stage that it weighs, from 1.</param>
public sealed record PlannedTerm(string Symbol, Surd Coefficient, int Stage);

using System.Globalization;
using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes;

/// <summary>Makes the exact tableau out of the rows of a file.</summary>
/// <param name="syntax">What the file says.</param>
/// <param name="evaluator">Knows the values of its names.</param>
/// <param name="tolerance">How far a node may lie from its row's sum.</param>
/// <param name="findings">Takes what is wrong.</param>
internal sealed class TableauBinder(SchemeSyntax syntax, Evaluator evaluator, Rational tolerance, FindingBag findings)
{
    private static readonly EquatableArray<Surd> OneState = new[] { Surd.One }.ToEquatableArray();

    private int Stages => syntax.StageRows.Count;

    /// <summary>The tableau; null where the rows do not make one.</summary>
    public Tableau? Bind()
    {
        if (!HasItsParts())
            return null;
        var stages = syntax.StageRows.Select(BindStage).OfType<Row>().ToEquatableArray();
        var weights = syntax.WeightRows.Select(BindWeights).OfType<Row>().ToList();
        if (stages.Count < Stages || weights.Count < syntax.WeightRows.Count)
            return null;
        var nodes = syntax.StageRows.Zip(stages, BindNode).ToEquatableArray();
        return new(nodes, stages, weights.Take(1).ToEquatableArray(), weights.ElementAtOrDefault(1));
    }

    private bool HasItsParts()
    {
        var header = syntax.Header!.Name;
        if (Stages == 0)
            findings.Add(Rules.NoStages, header.Span, header.Text);
        else if (syntax.WeightRows.Count == 0)
            findings.Add(Rules.NoWeights, header.Span, header.Text);
        foreach (var surplus in syntax.WeightRows.Skip(2))
            findings.Add(Rules.SurplusRow, surplus.Span);
        return Stages > 0 && syntax.WeightRows.Count is 1 or 2;
    }

    private Row? BindStage(RowSyntax row, int stage)
    {
        if (row.Cells.Count > Stages)
            return Report(Rules.LongRow, row.Cells[Stages].Span, row.Cells.Count, Stages);
        var cells = row.Cells.Select(Value).ToList();
        var isExplicit = true;
        for (var column = stage; column < cells.Count; column++)
        {
            if (cells[column] is { IsZero: false })
                isExplicit = Report(Rules.ImplicitEntry, row.Cells[column].Span, stage + 1, column + 1) is not null;
        }
        return isExplicit ? WholeRow(cells) : null;
    }

    private Row? BindWeights(RowSyntax row)
    {
        if (row.Head is { } label)
            findings.Add(Rules.UnexpectedLabel, label.Span);
        if (row.Cells.Count != Stages)
            return Report(Rules.WeightCount, row.Cells.Count > Stages ? row.Cells[Stages].Span : row.Span, row.Cells.Count, Stages);
        return WholeRow([.. row.Cells.Select(Value)]);
    }

    // Trailing zeros of a stage row may be left out.
    private Row? WholeRow(List<Surd?> cells) => cells.Contains(null) ? null
        : new(OneState, cells.Select(cell => cell!.Value).Concat(Enumerable.Repeat(Surd.Zero, Stages - cells.Count)).ToEquatableArray());

    // A blank node is the row's sum.
    private Surd BindNode(RowSyntax row, Row stage)
    {
        var sum = stage.Stages.Aggregate(Surd.Zero, (partial, entry) => partial + entry);
        if (row.Head is null || evaluator.Evaluate(row.Head) is not { } node)
            return sum;
        if (((node - sum).Magnitude - tolerance).Sign > 0)
            findings.Add(Rules.NodeMismatch, row.Head.Span, node.ToString(), sum.ToString());
        return node;
    }

    private Surd? Value(CellSyntax cell)
    {
        if (cell.Value is null)
            return Surd.Zero;
        var value = evaluator.Evaluate(cell.Value);
        if (value is { } number && double.IsInfinity(number.ToDouble()))
            findings.Add(Rules.CoefficientOverflow, cell.Span, number.ToString());
        return value;
    }

    private Row? Report(Rule rule, Span span, int first, int second)
    {
        findings.Add(rule, span, first.ToString(CultureInfo.InvariantCulture), second.ToString(CultureInfo.InvariantCulture));
        return null;
    }
}

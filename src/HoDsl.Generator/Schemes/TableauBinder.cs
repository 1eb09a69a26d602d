using System.Globalization;
using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes;

/// <summary>Makes the exact tableau out of the rows of a file.</summary>
/// <param name="syntax">What the file says.</param>
/// <param name="states">The states of the block.</param>
/// <param name="evaluator">Knows the values of its names.</param>
/// <param name="tolerance">How far a node may lie from its row's sum.</param>
/// <param name="findings">Takes what is wrong.</param>
internal sealed class TableauBinder(SchemeSyntax syntax, EquatableArray<State> states, Evaluator evaluator, Rational tolerance, FindingBag findings)
{
    private static readonly IReadOnlyList<Affine> OnlyState = [Surd.One];

    private readonly ResultRows _results = new(syntax, states, findings);

    private int Stages => syntax.StageRows.Count;

    /// <summary>The tableau; null where the rows do not make one.</summary>
    public Tableau? Bind()
    {
        if (!HasItsParts() || !CaptionHolds() || !_results.Assign())
            return null;
        var stages = syntax.StageRows.Select(BindStage).OfType<Row>().ToEquatableArray();
        var weights = syntax.WeightRows.Select(BindWeights).ToList();
        if (stages.Count < Stages || weights.Contains(null))
            return null;
        var nodes = syntax.StageRows.Zip(stages, BindNode).ToEquatableArray();
        var results = states.Select((state, place) => state.Past is { } past ? Remember(past) : weights[_results.RowOf(place)]!);
        return new(states, nodes, stages, results.ToEquatableArray(), _results.EmbeddedRow is { } row ? weights[row] : null);
    }

    private bool HasItsParts()
    {
        var header = syntax.Header!.Name;
        if (Stages == 0)
            return Report(Rules.NoStages, header.Span, header.Text);
        if (syntax.WeightRows.Count == 0)
            return Report(Rules.NoWeights, header.Span, header.Text);
        var isDrawnWithStates = syntax.StageRows[0].States is not null;
        return isDrawnWithStates || states.Count == 1 || Report(Rules.NoStateWeights, header.Span, header.Text, Text(states.Count));
    }

    private bool CaptionHolds()
    {
        if (syntax.Caption is not { } caption)
            return true;
        var columns = states.Select(state => state.Name).ToList();
        var stages = Enumerable.Range(1, Stages).Select(stage => $"k{stage}").ToList();
        return Matches(caption.States ?? [], caption.States is null ? [] : columns) && Matches(caption.Stages, stages);
    }

    private bool Matches(IReadOnlyList<Word> caption, IReadOnlyList<string> columns)
    {
        if (caption.Count != columns.Count)
            return Report(Rules.CaptionCount, syntax.Caption!.Stages.Concat(syntax.Caption.States ?? []).First().Span, Text(caption.Count), Text(columns.Count));
        var wrong = caption.Zip(columns, (word, column) => (word, column)).FirstOrDefault(pair => pair.word.Text != pair.column);
        return wrong.word is null || Report(Rules.CaptionMismatch, wrong.word.Span, wrong.word.Text, wrong.column);
    }

    private Row? BindStage(RowSyntax row, int stage)
    {
        if (row.Cells.Count > Stages)
            return ReportCount(Rules.LongRow, row.Cells[Stages].Span, row.Cells.Count, Stages);
        var ofStates = StateCells(row);
        var cells = row.Cells.Select(Value).ToList();
        var isExplicit = true;
        for (var column = stage; column < cells.Count; column++)
        {
            if (cells[column] is { IsZero: false })
                isExplicit = Report(Rules.ImplicitEntry, row.Cells[column].Span, Text(stage + 1), Text(column + 1));
        }
        return isExplicit && ofStates is not null && ReadsNoLaterHistory(row, ofStates, stage) ? WholeRow(ofStates, cells) : null;
    }

    private Row? BindWeights(RowSyntax row)
    {
        if (row.Cells.Count != Stages)
            return ReportCount(Rules.WeightCount, row.Cells.Count > Stages ? row.Cells[Stages].Span : row.Span, row.Cells.Count, Stages);
        return StateCells(row) is { } ofStates ? WholeRow(ofStates, [.. row.Cells.Select(Value)]) : null;
    }

    private IReadOnlyList<Affine>? StateCells(RowSyntax row)
    {
        if (row.States is not { } cells)
            return OnlyState;
        if (cells.Count != states.Count)
        {
            ReportCount(Rules.StateCount, cells.Count > states.Count ? cells[states.Count].Span : row.Span, cells.Count, states.Count);
            return null;
        }
        var values = cells.Select(Value).ToList();
        return values.Contains(null) ? null : [.. values.OfType<Affine>()];
    }

    // In a first block the history of a stage is that stage, which must be computed by then.
    private bool ReadsNoLaterHistory(RowSyntax row, IReadOnlyList<Affine> ofStates, int stage)
    {
        for (var column = 0; column < states.Count; column++)
        {
            if (states[column].Past?.Stage is { } remembered && remembered >= stage && !ofStates[column].IsZero)
                return Report(Rules.HistoryTooEarly, row.States![column].Span, Text(stage + 1), states[column].Name, Text(remembered + 1));
        }
        return true;
    }

    // Trailing zeros of a stage row may be left out.
    private Row? WholeRow(IReadOnlyList<Affine> ofStates, List<Affine?> cells) => cells.Contains(null) ? null
        : Row.Of(ofStates, [.. cells.OfType<Affine>(), .. Enumerable.Repeat<Affine>(Surd.Zero, Stages - cells.Count)]);

    // What a history hands on: the state or stage itself, or the history that is one block shorter.
    private Row Remember(Past past)
    {
        if (past.Lag > 1)
            return Row.Of(Unit(states.Count, Enumerable.Range(0, states.Count).First(place => states[place].Past == past with { Lag = past.Lag - 1 })), Unit(Stages, null));
        return Row.Of(Unit(states.Count, past.State), Unit(Stages, past.Stage));
    }

    private static IReadOnlyList<Affine> Unit(int count, int? place) =>
        [.. Enumerable.Range(0, count).Select(i => (Affine)(i == place ? Surd.One : Surd.Zero))];

    // A blank node is the time that the row gives: c = A 1 + U q, where a state lies q steps from now and the history of a stage adds a step.
    private Surd BindNode(RowSyntax row, Row stage)
    {
        var times = states.Select(state => (Surd)(state.Past switch { null => 0, { Stage: not null } => 1, { Lag: var lag } => -lag }));
        var time = stage.States.Zip(times, (weight, q) => weight * q).Concat(stage.Stages).Aggregate(Surd.Zero, (sum, entry) => sum + entry);
        if (row.Head is null || evaluator.Evaluate(row.Head) is not { } node)
            return time;
        if (((node - time).Magnitude - tolerance).Sign > 0)
            findings.Add(Rules.NodeMismatch, row.Head.Span, node.ToString(), time.ToString());
        return node;
    }

    private Affine? Value(CellSyntax cell)
    {
        if (cell.Value is null)
            return (Affine)Surd.Zero;
        var value = evaluator.EvaluateAffine(cell.Value);
        if (value is { } number && double.IsInfinity(number.Constant.ToDouble()))
            findings.Add(Rules.CoefficientOverflow, cell.Span, number.ToString());
        return value;
    }

    private bool Report(Rule rule, Span span, params string[] arguments)
    {
        findings.Add(rule, span, arguments);
        return false;
    }

    private Row? ReportCount(Rule rule, Span span, int first, int second)
    {
        findings.Add(rule, span, Text(first), Text(second));
        return null;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}

using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes;

/// <summary>Makes the exact tableau out of the rows of a file.</summary>
/// <param name="syntax">What the file says.</param>
/// <param name="states">The states of the block.</param>
/// <param name="evaluator">Knows the values of its names.</param>
/// <param name="findings">Takes what is wrong.</param>
internal sealed class TableauBinder(SchemeSyntax syntax, EquatableArray<State> states, Evaluator evaluator, FindingBag findings)
{
    private static readonly IReadOnlyList<Affine> OnlyState = [Surd.One];

    /// <summary>How many stages a tableau may have: what is computed of it grows as the fourth power of their number.</summary>
    private const int StageLimit = 64;

    private readonly ResultRows _results = new(syntax, states, findings);

    private int Stages => syntax.StageRows.Count;

    /// <summary>The tableau, and its nodes as far as the file gives them; null where the rows do not make one.</summary>
    public (Tableau Tableau, IReadOnlyList<Surd?> GivenNodes)? Bind()
    {
        if (!HasItsParts() || !HasAllWeights() || !CaptionHolds() || !_results.Assign())
            return null;
        var stages = syntax.StageRows.Select(BindStage).OfType<Row>().ToEquatableArray();
        var weights = syntax.WeightRows.Select(BindWeights).ToList();
        if (stages.Count < Stages || weights.Contains(null))
            return null;
        var given = syntax.StageRows.Select(row => row.Head is null ? null : evaluator.Evaluate(row.Head)).ToList();
        var nodes = stages.Zip(given, (stage, node) => node ?? stage.Time(states)).ToEquatableArray();
        if (!NodesAreDoubles(nodes))
            return null;
        var results = states.Select((state, place) => state.Past is { } past ? Remember(past) : weights[_results.RowOf(place)]!);
        return (new(states, nodes, stages, results.ToEquatableArray(), _results.EmbeddedRow is { } row ? weights[row] : null), given);
    }

    private bool NodesAreDoubles(EquatableArray<Surd> nodes)
    {
        var tooLarge = syntax.StageRows.Where((_, stage) => nodes[stage].IsTooLarge()).FirstOrDefault();
        return tooLarge is null || findings.Refuse<bool>(Rules.CoefficientOverflow, tooLarge.Head?.Span ?? tooLarge.Span, "the node");
    }

    private bool HasItsParts()
    {
        var header = syntax.Header!.Name;
        if (Stages == 0)
            return findings.Refuse<bool>(Rules.NoStages, header.Span, header.Text);
        if (Stages > StageLimit)
            return findings.Refuse<bool>(Rules.TooManyStages, syntax.StageRows[StageLimit].Span, header.Text, Stages, StageLimit);
        if (syntax.WeightRows.Count == 0)
            return findings.Refuse<bool>(Rules.NoWeights, syntax.StageRows[Stages - 1].Span, header.Text);
        var isDrawnWithStates = syntax.StageRows[0].States is not null;
        return isDrawnWithStates || states.Count == 1 || findings.Refuse<bool>(Rules.NoStateWeights, syntax.StageRows[0].Span, header.Text, states.Count);
    }

    // Rows of one wrong length are one fault: there are too few stages, or too many.
    private bool HasAllWeights()
    {
        var wrong = syntax.WeightRows.Where(row => row.Cells.Count != Stages).GroupBy(row => row.Cells.Count).Select(rows => rows.First()).ToList();
        foreach (var row in wrong)
        {
            var isLonger = row.Cells.Count > Stages;
            var hint = isLonger ? MissingStage() : "; a weight of zero is written too, as '.'";
            findings.Add(Rules.WeightCount, isLonger ? row.Cells[Stages].Span : row.Span, Quantity.Of(row.Cells.Count, "weight"), Quantity.Of(Stages, "stage"), hint);
        }
        return wrong.Count == 0;
    }

    // Below a row that is missing, the last entry of each row stands on the diagonal.
    private string MissingStage() => syntax.StageRows.Where((row, stage) => row.Cells.Count > stage).FirstOrDefault() is { } below
        ? $"; a stage seems to be missing above line {below.Span.Line + 1}"
        : "";

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
        {
            var place = syntax.Caption!.Stages.Concat(syntax.Caption.States ?? []).First().Span;
            return findings.Refuse<bool>(Rules.CaptionCount, place, Quantity.Of(caption.Count, "name"), Quantity.Of(columns.Count, "column"));
        }
        var wrong = caption.Zip(columns, (word, column) => (word, column)).FirstOrDefault(pair => pair.word.Text != pair.column);
        return wrong.word is null || findings.Refuse<bool>(Rules.CaptionMismatch, wrong.word.Span, wrong.word.Text, wrong.column);
    }

    private Row? BindStage(RowSyntax row, int stage)
    {
        if (row.Cells.Count > Stages)
            return findings.Refuse<Row>(Rules.LongRow, row.Cells[Stages].Span, Quantity.Of(row.Cells.Count, "cell"), Quantity.Of(Stages, "stage"));
        var ofStates = StateCells(row);
        var cells = row.Cells.Select(Value).ToList();
        var isExplicit = true;
        for (var column = stage; column < cells.Count; column++)
        {
            if (cells[column] is { IsZero: false })
                isExplicit = findings.Refuse<bool>(Rules.ImplicitEntry, row.Cells[column].Span, stage + 1, column == stage ? "itself" : $"stage {column + 1}");
        }
        return isExplicit && ofStates is not null && ReadsNoLaterHistory(row, ofStates, stage) ? WholeRow(ofStates, cells) : null;
    }

    private Row? BindWeights(RowSyntax row) => StateCells(row) is { } ofStates ? WholeRow(ofStates, [.. row.Cells.Select(Value)]) : null;

    private IReadOnlyList<Affine>? StateCells(RowSyntax row)
    {
        if (row.States is not { } cells)
            return OnlyState;
        if (cells.Count != states.Count)
        {
            var place = cells.Count > states.Count ? cells[states.Count].Span : row.Span;
            return findings.Refuse<IReadOnlyList<Affine>>(Rules.StateCount, place, Quantity.Of(cells.Count, "weight"), Quantity.Of(states.Count, "state"));
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
                return findings.Refuse<bool>(Rules.HistoryTooEarly, row.States![column].Span, stage + 1, states[column].Name, remembered + 1);
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

    private Affine? Value(CellSyntax cell)
    {
        if (cell.Value is null)
            return (Affine)Surd.Zero;
        var value = evaluator.EvaluateAffine(cell.Value);
        if (value is not { IsTooLarge: true })
            return value;
        return findings.Refuse<Affine?>(Rules.CoefficientOverflow, cell.Span, "the coefficient");
    }
}

using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes;

/// <summary>Which row below the rule gives which state.</summary>
internal sealed class ResultRows(SchemeSyntax syntax, EquatableArray<State> states, FindingBag findings)
{
    private readonly Dictionary<string, int> _rows = [];

    /// <summary>The row of the embedded weights; null where there is none.</summary>
    public int? EmbeddedRow { get; private set; }

    private IEnumerable<string> Names => states.Where(state => state.Past is null).Select(state => state.Name);

    /// <summary>The row that gives the state of a place.</summary>
    public int RowOf(int place) => _rows[states[place].Name];

    /// <summary>Reads the labels; false where rows and states do not match, which is reported.</summary>
    public bool Assign()
    {
        if (!(states.Count == 1 ? AssignUnlabelled() : AssignLabelled()))
            return false;
        var missing = Names.FirstOrDefault(name => !_rows.ContainsKey(name));
        return missing is null || findings.Refuse<bool>(Rules.NoResult, syntax.Find<StatesDirective>()!.States.First(state => state.Text == missing).Span, missing);
    }

    // Of one state the first row gives the result and the second the embedded one; a label is not needed.
    private bool AssignUnlabelled()
    {
        _rows.Add(states[0].Name, 0);
        EmbeddedRow = syntax.WeightRows.Count > 1 ? 1 : null;
        if (syntax.WeightRows.Count > 2)
            return findings.Refuse<bool>(Rules.SurplusRow, syntax.WeightRows[2].Span);
        return syntax.WeightRows.All(IsLabelledRightly);
    }

    private bool IsLabelledRightly(RowSyntax row) => row.Head is null || Label(row) == states[0].Name || ReportUnknown(row);

    private bool AssignLabelled()
    {
        for (var i = 0; i < syntax.WeightRows.Count; i++)
        {
            var row = syntax.WeightRows[i];
            if (row.Head is null)
                return findings.Refuse<bool>(Rules.NoLabel, row.Span);
            if (Label(row) is not { } label || !Names.Contains(label))
                return ReportUnknown(row);
            if (_rows.ContainsKey(label))
                return findings.Refuse<bool>(Rules.SecondResult, row.Head.Span, label);
            _rows.Add(label, i);
        }
        return true;
    }

    private static string? Label(RowSyntax row) => (row.Head as NameExpression)?.Name;

    private bool ReportUnknown(RowSyntax row)
    {
        var label = Label(row);
        var guess = label is null ? "" : Suggestion.For(label, Names.Where(name => !_rows.ContainsKey(name)));
        var hint = guess.Length > 0 ? guess : $"; write {string.Join(" or ", Names)}";
        return findings.Refuse<bool>(Rules.UnknownLabel, row.Head!.Span, label is null ? "a number" : $"'{label}'", hint);
    }
}

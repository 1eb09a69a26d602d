using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes;

namespace HoDsl.Generator.Emit;

/// <summary>Draws a tableau as textbooks do; the drawing is itself rows of the tableau language.</summary>
public static class TableauDrawing
{
    private const int Gap = 2;

    /// <summary>The lines of the drawing, without trailing blanks.</summary>
    public static IReadOnlyList<string> Draw(Tableau tableau)
    {
        var isButcher = tableau.HasOneState && tableau.Rows.All(row => row.StateCell(0).IsConstant && row.States[0] == Surd.One);
        return Draw([.. isButcher ? ButcherRows(tableau) : StateRows(tableau)]);
    }

    // A row is its head and one or two groups of cells; a row without groups is the rule.
    private static IEnumerable<string[][]> ButcherRows(Tableau tableau)
    {
        foreach (var (row, node) in tableau.StageRows.Zip(tableau.Nodes, (row, node) => (row, node)))
            yield return [[node.ToString()], TrailingZerosLeftOut(Stages(row))];
        yield return [];
        foreach (var row in tableau.Results.Append(tableau.Embedded).OfType<Row>())
            yield return [[""], Stages(row)];
    }

    private static IEnumerable<string[][]> StateRows(Tableau tableau)
    {
        yield return [[""], [.. tableau.States.Select(state => state.Name)], [.. Enumerable.Range(1, tableau.Stages).Select(stage => $"k{stage}")]];
        foreach (var row in tableau.StageRows)
            yield return [[""], States(row), TrailingZerosLeftOut(Stages(row))];
        yield return [];
        foreach (var (row, state) in tableau.Results.Zip(tableau.States, (row, state) => (row, state)).Where(pair => pair.state.Past is null))
            yield return [[state.Name], States(row), Stages(row)];
        if (tableau.Embedded is { } embedded)
            yield return [[tableau.States[0].Name], States(embedded), Stages(embedded)];
    }

    private static string[] States(Row row) => [.. Enumerable.Range(0, row.States.Count).Select(state => Text(row.StateCell(state)))];

    private static string[] Stages(Row row) => [.. Enumerable.Range(0, row.Stages.Count).Select(stage => Text(row.StageCell(stage)))];

    private static string Text(Affine cell) => cell.IsZero ? "." : cell.ToString();

    private static string[] TrailingZerosLeftOut(string[] cells) => [.. cells.Take(Array.FindLastIndex(cells, cell => cell != ".") + 1)];

    private static IReadOnlyList<string> Draw(List<string[][]> rows)
    {
        var widest = rows[rows.Count - 1];
        var widths = widest.Select((group, g) => group.Select((_, column) =>
            rows.Where(row => row.Length > g && column < row[g].Length).Max(row => row[g][column].Length)).ToList()).ToList();
        return [.. rows.Select(row => row.Length == 0 ? Rule(widths) : Line(row, widths))];
    }

    private static string Line(string[][] row, List<List<int>> widths)
    {
        var groups = row.Skip(1).Select((group, g) => string.Concat(widths[g + 1].Select((width, column) => (column < group.Length ? group[column] : "").PadRight(width + Gap))));
        return $"{row[0][0].PadLeft(widths[0][0])} | {string.Join("| ", groups)}".TrimEnd();
    }

    private static string Rule(List<List<int>> widths) =>
        (new string('-', widths[0][0] + 1) + string.Concat(widths.Skip(1).Select(group => "+" + new string('-', group.Sum(width => width + Gap) + 1)))).TrimEnd('-')
        + new string('-', widths.Last().Sum(width => width + Gap));
}

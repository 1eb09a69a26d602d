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
        var stages = tableau.StageRows.Zip(tableau.Nodes, (row, node) => Cells(node.ToString(), TrailingZerosLeftOut(row))).ToList();
        var weights = tableau.Results.Append(tableau.Embedded).OfType<Row>().Select(row => Cells("", row.Stages)).ToList();
        var widths = Enumerable.Range(0, tableau.Stages + 1)
            .Select(column => stages.Concat(weights).Where(row => column < row.Count).Max(row => row[column].Length))
            .ToList();
        var rule = new string('-', widths[0] + 1) + "+" + new string('-', widths.Skip(1).Sum() + Gap * (widths.Count - 2) + 2);
        return [.. stages.Select(row => Line(row, widths)), rule, .. weights.Select(row => Line(row, widths))];
    }

    private static List<string> Cells(string head, IEnumerable<Surd> entries) => [head, .. entries.Select(entry => entry.IsZero ? "." : entry.ToString())];

    private static IEnumerable<Surd> TrailingZerosLeftOut(Row row)
    {
        var count = row.Stages.Count;
        while (count > 0 && row.Stages[count - 1].IsZero)
            count--;
        return row.Stages.Take(count);
    }

    private static string Line(List<string> cells, List<int> widths)
    {
        var entries = cells.Skip(1).Select((cell, column) => cell.PadRight(widths[column + 1] + Gap));
        return $"{cells[0].PadLeft(widths[0])} | {string.Concat(entries)}".TrimEnd();
    }
}

using Spectre.Console;

namespace HoDsl.Cli;

/// <summary>Tables without frames, columns two spaces apart: for people and for cut and awk.</summary>
internal static class PlainTable
{
    private const int Gap = 2, Widest = 1000;

    public static Table Of(params IReadOnlyList<string> columns)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var name in columns) table.AddColumn(name, column => column.PadLeft(0).PadRight(name == columns[^1] ? 0 : Gap));
        return table;
    }

    /// <summary>Adds a row; columns that are left out are empty.</summary>
    public static void AddCells(this Table table, params IEnumerable<string> cells) => table.AddRow([.. cells.Select(Markup.Escape)]);

    /// <summary>Prints the table, a row a line however narrow the terminal, and gives the exit status.</summary>
    public static int Print(this Table table)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(text), Ansi = AnsiSupport.No });
        console.Profile.Width = Widest;
        console.Write(table);
        foreach (var line in text.ToString().TrimEnd().Split('\n')) Console.WriteLine(line.TrimEnd());
        return ExitCode.Success;
    }
}

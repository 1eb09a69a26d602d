using Spectre.Console;

namespace HoDsl.Cli;

/// <summary>Tables without frames, columns two spaces apart: for people and for cut and awk.</summary>
internal static class PlainTable
{
    private const int Gap = 2, WidthOfFiles = 1000;

    public static Table Of(params IReadOnlyList<string> columns)
    {
        var table = new Table().Border(TableBorder.None);
        foreach (var name in columns) table.AddColumn(name, column => column.PadLeft(0).PadRight(name == columns[^1] ? 0 : Gap));
        return table;
    }

    /// <summary>Adds a row; columns that are left out are empty.</summary>
    public static void AddCells(this Table table, params IEnumerable<string> cells) => table.AddRow([.. cells.Select(Markup.Escape)]);

    /// <summary>Prints the table and gives the exit status.</summary>
    public static int Print(this Table table)
    {
        // A file or a pipe has no width at which lines would have to break.
        if (!AnsiConsole.Profile.Out.IsTerminal) AnsiConsole.Profile.Width = WidthOfFiles;
        AnsiConsole.Write(table);
        return ExitCode.Success;
    }
}

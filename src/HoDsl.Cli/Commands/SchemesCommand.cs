using System.CommandLine;
using System.Globalization;
using HoDsl.Schemes;
using Spectre.Console;

namespace HoDsl.Cli.Commands;

/// <summary><c>hodsl schemes</c>: the table of the schemes that can be trained.</summary>
internal static class SchemesCommand
{
    public static Command Create()
    {
        var command = new Command("schemes", "Lists the schemes that networks can be made of.");
        command.SetAction(_ => Print());
        return command;
    }

    private static int Print()
    {
        var table = new Table().Border(TableBorder.Simple)
            .AddColumn("scheme")
            .AddColumn("title")
            .AddColumn(new TableColumn("order").RightAligned())
            .AddColumn(new TableColumn("embedded").RightAligned())
            .AddColumn(new TableColumn("stages").RightAligned())
            .AddColumn(new TableColumn("used").RightAligned());
        foreach (var scheme in SchemeCatalog.All)
        {
            table.AddRow(
                Markup.Escape(scheme.Name), Markup.Escape(scheme.Title), scheme.Order is { } order ? Number(order) : "",
                scheme.EmbeddedOrder is { } embedded ? Number(embedded) : "", Number(scheme.Stages), Number(scheme.StagesUsed));
        }

        AnsiConsole.Write(table);
        return ExitCode.Success;
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

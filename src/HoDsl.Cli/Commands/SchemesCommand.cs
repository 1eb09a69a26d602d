using System.CommandLine;
using System.Globalization;
using HoDsl.Runtime.Blocks;
using HoDsl.Schemes;
using Spectre.Console;

namespace HoDsl.Cli.Commands;

/// <summary><c>hodsl schemes</c>: the table of the schemes that can be trained, a line each.</summary>
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
        var table = new Table().Border(TableBorder.None)
            .AddColumn("scheme", column => column.PadLeft(0).PadRight(2))
            .AddColumn("order", column => column.PadLeft(0).PadRight(2))
            .AddColumn("stages", column => column.PadLeft(0).PadRight(2))
            .AddColumn("title", column => column.PadLeft(0).PadRight(0));
        foreach (var scheme in SchemeCatalog.All.OrderBy(scheme => scheme.Name, StringComparer.OrdinalIgnoreCase))
            table.AddRow(Markup.Escape(scheme.Name), Order(scheme), Stages(scheme), Markup.Escape(scheme.Title));
        AnsiConsole.Write(table);
        return ExitCode.Success;
    }

    // As the literature writes it: 4(5) has order 4, and order 5 embedded. What is no method for one equation has none.
    private static string Order(SchemeHandle scheme) =>
        scheme.Order is null or 0 ? "" : scheme.EmbeddedOrder is { } embedded ? $"{Number(scheme.Order.Value)}({Number(embedded)})" : Number(scheme.Order.Value);

    private static string Stages(SchemeHandle scheme) =>
        scheme.StagesUsed < scheme.Stages ? $"{Number(scheme.StagesUsed)} of {Number(scheme.Stages)}" : Number(scheme.Stages);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

using System.CommandLine;
using System.Globalization;
using HoDsl.Runtime.Blocks;
using HoDsl.Schemes;

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
        var table = PlainTable.Of("scheme", "order", "stages", "title");
        foreach (var scheme in SchemeCatalog.All.OrderBy(scheme => scheme.Name, StringComparer.OrdinalIgnoreCase))
            table.AddCells(scheme.Name, Order(scheme), Stages(scheme), scheme.Title);
        return table.Print();
    }

    // As the literature writes it: 4(5) has order 4, and order 5 embedded. What is no method for one equation has none.
    private static string Order(SchemeHandle scheme) =>
        scheme.Order is null or 0 ? "" : scheme.EmbeddedOrder is { } embedded ? $"{Number(scheme.Order.Value)}({Number(embedded)})" : Number(scheme.Order.Value);

    private static string Stages(SchemeHandle scheme) =>
        scheme.StagesUsed < scheme.Stages ? $"{Number(scheme.StagesUsed)} of {Number(scheme.Stages)}" : Number(scheme.Stages);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}

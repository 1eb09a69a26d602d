using System.CommandLine;
using HoDsl.Generator.Emit;
using HoDsl.Generator.Networks;
using Spectre.Console;

namespace HoDsl.Cli.Commands;

/// <summary><c>hodsl networks</c>: the table of the networks that can be trained, a line each.</summary>
internal static class NetworksCommand
{
    public static Command Create()
    {
        var command = new Command("networks", "Lists the networks, with their parameters' defaults.");
        command.SetAction(_ => Print());
        return command;
    }

    private static int Print()
    {
        var table = new Table().Border(TableBorder.None)
            .AddColumn("network", column => column.PadLeft(0).PadRight(2).NoWrap())
            .AddColumn("scheme", column => column.PadLeft(0).PadRight(2).NoWrap())
            .AddColumn("layers", column => column.PadLeft(0).PadRight(2).RightAligned().NoWrap())
            .AddColumn("weights", column => column.PadLeft(0).PadRight(2).RightAligned().NoWrap())
            .AddColumn("parameters", column => column.PadLeft(0).PadRight(0).NoWrap());
        foreach (var network in NetworkCompiler.Compile(BuiltInNetworks.All).Select(compiled => compiled.Network!).OrderBy(network => network.Name, StringComparer.OrdinalIgnoreCase))
        {
            table.AddRow(Markup.Escape(network.Name), Scheme(network), $"{network.Depth}", NetworkTable.Number(network.Cost.Parameters), Parameters(network));
        }
        AnsiConsole.Write(table);
        return ExitCode.Success;
    }

    // A network of its own schemes has none to choose.
    private static string Scheme(Network network) => Markup.Escape(network.OpenScheme?.Default?.Name ?? "");

    private static string Parameters(Network network) =>
        Markup.Escape(string.Join(" ", network.Parameters.Select(parameter => $"--{parameter.Name} {parameter.Default}")));
}

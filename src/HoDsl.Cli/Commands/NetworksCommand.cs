using System.CommandLine;
using HoDsl.Generator.Emit;
using HoDsl.Generator.Networks;
using Spectre.Console;

namespace HoDsl.Cli.Commands;

/// <summary><c>hodsl networks</c>: the networks that can be trained, a line each.</summary>
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
        var networks = NetworkCompiler.Compile(BuiltInNetworks.All).Select(compiled => compiled.Network!);
        var table = PlainTable.Of("network", "scheme", "layers", "weights", "parameters");
        foreach (var column in table.Columns.Skip(2).Take(2))
            column.RightAligned();
        foreach (var network in networks.OrderBy(network => network.Name, StringComparer.OrdinalIgnoreCase))
            table.AddCells(Row(network));
        return table.Print();
    }

    // A network of its own schemes has none to choose.
    private static string[] Row(Network network) =>
    [
        network.Name, network.OpenScheme?.Default?.Name ?? "", $"{network.Depth}", NetworkTable.Number(network.Cost.Parameters),
        string.Join(" ", network.Parameters.Select(parameter => $"--{parameter.Name} {parameter.Default}")),
    ];
}

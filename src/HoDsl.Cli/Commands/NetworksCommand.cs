using System.CommandLine;
using HoDsl.Generator.Emit;
using HoDsl.Generator.Networks;

namespace HoDsl.Cli.Commands;

/// <summary><c>hodsl networks</c>: the networks that can be trained, a line each.</summary>
internal static class NetworksCommand
{
    private static readonly string[] Heads = ["network", "scheme", "layers", "weights", "parameters"];

    public static Command Create()
    {
        var command = new Command("networks", "Lists the networks, with their parameters' defaults.");
        command.SetAction(_ => Print());
        return command;
    }

    private static int Print()
    {
        var networks = NetworkCompiler.Compile(BuiltInNetworks.All).Select(compiled => compiled.Network!);
        var rows = networks.OrderBy(network => network.Name, StringComparer.OrdinalIgnoreCase).Select(Row).Prepend(Heads).ToList();
        var widths = Enumerable.Range(0, Heads.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
            Console.WriteLine(string.Join("  ", row.Select((cell, column) => column is 2 or 3 ? cell.PadLeft(widths[column]) : cell.PadRight(widths[column]))).TrimEnd());
        return ExitCode.Success;
    }

    // A network of its own schemes has none to choose.
    private static string[] Row(Network network) =>
    [
        network.Name, network.OpenScheme?.Default?.Name ?? "", $"{network.Depth}", NetworkTable.Number(network.Cost.Parameters),
        string.Join(" ", network.Parameters.Select(parameter => $"--{parameter.Name} {parameter.Default}")),
    ];
}

using System.Text;
using System.Text.Json;
using HoDsl.Cli.Checking;
using HoDsl.Cli.Pictures;
using HoDsl.Generator.Emit;
using HoDsl.Generator.Networks;
using HoDsl.Runtime.Checkpoints;

namespace HoDsl.Cli.Describing;

/// <summary>A network described: a table of its layers and bodies, and what it costs.</summary>
internal static class NetworkDescription
{
    /// <summary>Describes a network as it was asked for, and gives the exit status.</summary>
    public static int Run(CompiledNetwork compiled, bool asJson, string? picture)
    {
        if (asJson)
            Console.WriteLine(JsonSerializer.Serialize(NetworkJson.Of(compiled), NetworkJsonContext.Lines.NetworkJson));
        else
            Print(compiled);
        if (picture is not null && compiled.Network is { } network)
            AtomicFile.Write(picture, file => file.Write(Encoding.UTF8.GetBytes(NetworkPicture.Of(network))));
        return compiled.Valid is null ? ExitCode.Failure : ExitCode.Success;
    }

    private static void Print(CompiledNetwork compiled)
    {
        foreach (var finding in compiled.Findings)
            Console.Error.WriteLine(finding);
        if (compiled.Network is not { } network)
            return;
        var title = NetworkTable.Title(network);
        Console.WriteLine(network.Title is null ? title : $"{network.Name}: {title}");
        if (network.Source is { } source)
            Console.WriteLine(source);
        Console.WriteLine();
        foreach (var line in NetworkTable.Draw(network))
            Console.WriteLine(line);
        Console.WriteLine();
        foreach (var (name, value) in Totals(network))
            Console.WriteLine(name.PadRight(28) + value);
    }

    /// <summary>What the whole network has and costs.</summary>
    public static IEnumerable<(string Name, string Value)> Totals(Network network)
    {
        if (network.Depth is { } depth)
            yield return ("layers", $"{depth}");
        yield return ("parameters", NetworkTable.Number(network.Cost.Parameters));
        yield return ("multiply-adds an image", NetworkTable.Number(network.Cost.MultiplyAdds));
        yield return ("activations, training", Bytes(network.Cost.Activations));
        yield return ("activations, inference", Bytes(network.Cost.Peak));
    }

    private static string Bytes(long numbers) => $"{NetworkTable.Number(numbers * sizeof(float) / 1024)} KiB an image";
}

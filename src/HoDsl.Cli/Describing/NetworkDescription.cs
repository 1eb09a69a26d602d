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
            Console.WriteLine(JsonSerializer.Serialize(NetworkJson.Of(compiled), CheckJsonContext.Lines.NetworkJson));
        else
            Print(compiled);
        if (picture is not null && compiled.Network is { } network)
            AtomicFile.Write(picture, file => file.Write(Encoding.UTF8.GetBytes(NetworkPicture.Of(network))));
        return compiled.Valid is null ? ExitCode.Failure : ExitCode.Success;
    }

    private static void Print(CompiledNetwork compiled)
    {
        foreach (var line in NetworkFindings.Lines(compiled))
            Console.Error.WriteLine(line);
        if (TableauFiles.WhyUnreadable(compiled.Path, compiled.Findings) is { } reason)
            Console.Error.WriteLine($"{compiled.Path}: {reason}");
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
        foreach (var (name, value) in NetworkTable.Facts(network))
            Console.WriteLine(name.PadRight(28) + value);
    }
}

using System.Text;
using System.Text.Json;
using HoDsl.Generator.Emit;
using HoDsl.Generator.Networks;

namespace HoDsl.Cli.Checking;

/// <summary>What a check found out about one network file.</summary>
internal sealed class NetworkReport(CompiledNetwork result) : ICheckReport
{
    public string Path => result.Path;

    public bool HasErrors => result.Valid is null;

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var line in NetworkFindings.Lines(result))
            text.AppendLine(line);
        return text.Append($"{result.Path}: ").Append(result.Network is { } network ? $"{network.Name}: {NetworkTable.Totals(network)}" : TableauFiles.WhyUnreadable(Path, result.Findings) ?? "no network").ToString();
    }

    public string ToJson() => JsonSerializer.Serialize(NetworkJson.Of(result), CheckJsonContext.Lines.NetworkJson);
}

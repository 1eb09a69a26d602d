using System.Text;
using System.Text.Json;
using HoDsl.Generator.Findings;
using HoDsl.Generator.Schemes;

namespace HoDsl.Cli.Checking;

/// <summary>What a check found out about one file.</summary>
internal sealed class CheckReport(string path, CompiledScheme result) : ICheckReport
{
    public string Path => path;

    public bool HasErrors => result.Findings.Any(finding => finding.Rule.Severity == Severity.Error);

    /// <summary>The findings, a line each, and what is proved.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var finding in result.Findings)
            text.AppendLine(finding.ToString());
        return text.Append($"{path}: ").Append(result.Scheme is { } scheme ? Proved(scheme) : TableauFiles.WhyUnreadable(path, result.Findings) ?? "no scheme").ToString();
    }

    private static string Proved(Scheme scheme) => $"{scheme.Name}: {scheme.Facts}{(scheme.Order > 0 ? " (proved)" : "")}";

    public string ToJson() => JsonSerializer.Serialize(CheckJson.Of(path, result), CheckJsonContext.Lines.CheckJson);
}

using System.Text;
using HoDsl.Generator.Findings;
using HoDsl.Generator.Schemes;

namespace HoDsl.Cli.Checking;

/// <summary>What a check found out about one file.</summary>
internal sealed class CheckReport(string path, CompiledScheme result)
{
    public bool HasErrors => result.Findings.Any(finding => finding.Rule.Severity == Severity.Error);

    /// <summary>The findings, a line each, and what is proved.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var finding in result.Findings)
            text.AppendLine(finding.ToString());
        if (result.Scheme is { } scheme)
            text.Append(Summary(scheme));
        else
            text.Append($"{path}: no scheme");
        return text.ToString();
    }

    public CheckJson ToJson() => new(
        path,
        result.Scheme?.Name,
        result.Scheme?.Tableau.Stages,
        result.Scheme?.StagesUsed.Count,
        result.Scheme?.Order,
        result.Scheme?.EmbeddedOrder,
        [.. result.Findings.Select(finding => new CheckJsonDiagnostic(
            finding.Rule.Id, finding.Rule.Severity.ToString().ToLowerInvariant(), finding.Span.Line + 1, finding.Span.Column + 1, finding.Message))]);

    private string Summary(Scheme scheme)
    {
        var stages = scheme.Tableau.Stages == 1 ? "1 stage" : $"{scheme.Tableau.Stages} stages";
        var used = scheme.StagesUsed.Count < scheme.Tableau.Stages ? $" ({scheme.StagesUsed.Count} used)" : "";
        var embedded = scheme.EmbeddedOrder is { } order ? $", embedded order {order}" : "";
        return $"{path}: {scheme.Name}: {stages}{used}, proved order {scheme.Order}{embedded}";
    }
}

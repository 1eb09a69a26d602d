using HoDsl.Generator.Findings;
using HoDsl.Generator.Networks;

namespace HoDsl.Cli.Checking;

/// <summary>What was found in a network file, a line each.</summary>
internal static class NetworkFindings
{
    /// <summary>The findings and, where a subnet was not found, that it may be one that no command can find.</summary>
    public static IEnumerable<string> Lines(CompiledNetwork compiled)
    {
        var lines = compiled.Findings.Select(finding => finding.ToString());
        return compiled.Findings.Any(finding => finding.Rule == Rules.UnknownSubnet)
            ? lines.Append($"{compiled.Path}: a subnet that is a class of the project is known to its build alone: `dotnet build` checks this network")
            : lines;
    }
}

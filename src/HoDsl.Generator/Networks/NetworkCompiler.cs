using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Networks;

/// <summary>What became of one network file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Network">What is known of its network; null where the file makes none.</param>
/// <param name="Findings">What was found, in the order of the file.</param>
public sealed record CompiledNetwork(string Path, Network? Network, EquatableArray<Finding> Findings)
{
    /// <summary>The network to emit: the one without any error.</summary>
    public Network? Valid => Findings.Any(finding => finding.Rule.Severity == Severity.Error) ? null : Network;
}

/// <summary>Compiles network files: text in, models and findings out.</summary>
public static class NetworkCompiler
{
    /// <summary>Compiles the files of a project.</summary>
    /// <param name="files">The files.</param>
    /// <param name="schemes">The schemes of the project, those with errors too; null for none.</param>
    /// <param name="choices">What whoever makes the networks chooses.</param>
    /// <returns>One result a file, in their order.</returns>
    public static IReadOnlyList<CompiledNetwork> Compile(IEnumerable<SourceFile> files, ProjectSchemes? schemes = null, NetworkChoices? choices = null)
    {
        var parsed = files.Select(file => new ParsedNetwork(file)).ToList();
        var library = new NetworkLibrary(parsed, schemes ?? ProjectSchemes.Of([]), EquatableArray<ProjectSubnet>.Empty);
        return [.. parsed.Select(file => Compile(library.Resolve(file), choices))];
    }

    /// <summary>Compiles one network. Never throws: a fault of the compiler is a finding in the file that caused it.</summary>
    public static CompiledNetwork Compile(NetworkUnit unit, NetworkChoices? choices = null)
    {
        var path = unit.File.Source.Path;
        try
        {
            var readable = unit.File.Findings.Concat(unit.Findings).ToEquatableArray();
            if (readable.Count > 0 || unit.File.Syntax.Header is null)
                return new(path, null, readable);
            var findings = new FindingBag();
            var network = new NetworkBinder(unit, choices ?? NetworkChoices.None, findings).Bind();
            return new(path, network, findings.ToEquatableArray());
        }
        catch (Exception fault)
        {
            return new(path, null, new[] { Finding.OfFailure(path, fault) }.ToEquatableArray());
        }
    }
}

using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Networks;

/// <summary>What the networks of a project can name: each other's names aside, schemes and subnets.</summary>
public sealed class NetworkLibrary
{
    private readonly IReadOnlyList<ParsedNetwork> _files;
    private readonly IReadOnlyList<SchemeSummary> _schemes;
    private readonly EquatableArray<ProjectSubnet> _subnets;

    /// <summary>A library of a project's files.</summary>
    /// <param name="files">Its networks.</param>
    /// <param name="schemes">Its schemes; behind them stand the built-in ones.</param>
    /// <param name="subnets">Its subnets.</param>
    public NetworkLibrary(IReadOnlyList<ParsedNetwork> files, IReadOnlyList<SchemeSummary> schemes, EquatableArray<ProjectSubnet> subnets) =>
        (_files, _schemes, _subnets) = (files, schemes, subnets);

    /// <summary>A file with all that its network names.</summary>
    public NetworkUnit Resolve(ParsedNetwork file)
    {
        var findings = new FindingBag();
        ReportRivals(file, findings);
        var schemes = file.SchemeNames.Distinct().Select(Find).OfType<SchemeSummary>().ToList();
        foreach (var name in Unknown(file, schemes))
            findings.Add(Rules.UnknownScheme, name.Span, name.Text, Suggestion.For(name.Text, SchemeNames()));
        return new(file, schemes.ToEquatableArray(), _subnets, findings.ToEquatableArray());
    }

    private static IEnumerable<Word> Unknown(ParsedNetwork file, List<SchemeSummary> schemes)
    {
        var open = file.Syntax.Header?.OpenScheme;
        return file.Syntax.Items.OfType<SchemeItemSyntax>().Select(item => item.Scheme).Where(name => name.Text != open?.Name.Text)
            .Concat(open?.Default is { } scheme ? [scheme] : [])
            .Where(name => schemes.TrueForAll(scheme => scheme.Name != name.Text));
    }

    private void ReportRivals(ParsedNetwork file, FindingBag findings)
    {
        if (file.Syntax.Header is not { } header)
            return;
        var rival = _files.FirstOrDefault(other => other.Source.Path != file.Source.Path
            && other.Source.Namespace.Equals(file.Source.Namespace, StringComparison.OrdinalIgnoreCase)
            && header.Name.Text.Equals(other.NetworkName, StringComparison.OrdinalIgnoreCase));
        if (rival is not null)
            findings.Add(Rules.DuplicateNetwork, header.Name.Span, header.Name.Text, rival.Source.Path);
    }

    // A project's scheme hides the built-in one of its name.
    private SchemeSummary? Find(string name) =>
        _schemes.FirstOrDefault(scheme => scheme.Name == name) ?? SchemeSummaries.BuiltIn.FirstOrDefault(scheme => scheme.Name == name);

    private IEnumerable<string> SchemeNames() => _schemes.Concat(SchemeSummaries.BuiltIn).Select(scheme => scheme.Name).Distinct();
}

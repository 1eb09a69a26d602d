using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Networks;

/// <summary>What the networks of a project can name: each other's names aside, schemes and subnets.</summary>
public sealed class NetworkLibrary
{
    private readonly IReadOnlyList<ParsedNetwork> _files;
    private readonly ProjectSchemes _schemes;
    private readonly EquatableArray<ProjectSubnet> _subnets;

    /// <summary>A library of a project's files.</summary>
    /// <param name="files">Its networks.</param>
    /// <param name="schemes">Its schemes; behind them stand the built-in ones.</param>
    /// <param name="subnets">Its subnets.</param>
    public NetworkLibrary(IReadOnlyList<ParsedNetwork> files, ProjectSchemes schemes, EquatableArray<ProjectSubnet> subnets) =>
        (_files, _schemes, _subnets) = (files, schemes, subnets);

    /// <summary>A file with all that its network names.</summary>
    public NetworkUnit Resolve(ParsedNetwork file)
    {
        var findings = new FindingBag();
        ReportRivals(file, findings);
        var schemes = file.SchemeNames.Distinct().Select(Find).OfType<SchemeSummary>().ToList();
        foreach (var name in Named(file))
            ReportScheme(name, schemes, findings);
        return new(file, schemes.ToEquatableArray(), _subnets, findings.ToEquatableArray());
    }

    private static IEnumerable<Word> Named(ParsedNetwork file)
    {
        var open = file.Syntax.Header?.OpenScheme;
        return file.Syntax.Items.OfType<SchemeItemSyntax>().Select(item => item.Scheme).Where(name => name.Text != open?.Name.Text)
            .Concat(open?.Default is { } scheme ? [scheme] : []);
    }

    private void ReportScheme(Word name, List<SchemeSummary> schemes, FindingBag findings)
    {
        var declared = _schemes.Declared.Where(scheme => scheme.Name == name.Text).ToList();
        var isValid = schemes.Exists(scheme => scheme.Name == name.Text);
        if (declared.Find(scheme => scheme.Namespace != declared[0].Namespace) is { } other)
            findings.Add(Rules.AmbiguousName, name.Span, "scheme", name.Text, $"{declared[0].Namespace}.{name.Text}", $"{other.Namespace}.{name.Text}");
        else if (!isValid && declared.Count > 0)
            findings.Add(Rules.SchemeFails, name.Span, name.Text, declared[0].Path);
        else if (!isValid)
            findings.Add(Rules.UnknownScheme, name.Span, name.Text, Suggestion.For(name.Text, SchemeNames()));
    }

    private void ReportRivals(ParsedNetwork file, FindingBag findings)
    {
        if (file.Syntax.Header is { Name: var name } && Rivals(Declaration.Of(file)!).FirstOrDefault() is { } rival)
            findings.Add(Rules.DuplicateNetwork, name.Span, name.Text, rival.Path);
    }

    // Types and their files differ in more than case, and networks in what the catalogue looks at.
    private IEnumerable<Declaration> Rivals(Declaration own) =>
        _files.Select(Declaration.Of).OfType<Declaration>().Where(other => other.Path != own.Path && Spelling.OfNames.Equals(other.Name, own.Name))
            .Concat(_schemes.Declared.Where(scheme => scheme.Name.Equals(own.Name, StringComparison.OrdinalIgnoreCase)))
            .Where(other => other.Namespace.Equals(own.Namespace, StringComparison.OrdinalIgnoreCase));

    // A project's scheme hides the built-in one of its name, even while it has errors.
    private SchemeSummary? Find(string name) => _schemes.Valid.FirstOrDefault(scheme => scheme.Name == name)
        ?? (_schemes.Declared.Any(scheme => scheme.Name == name) ? null : SchemeSummaries.BuiltIn.FirstOrDefault(scheme => scheme.Name == name));

    private IEnumerable<string> SchemeNames() => _schemes.Valid.Concat(SchemeSummaries.BuiltIn).Select(scheme => scheme.Name)
        .Concat(_schemes.Declared.Select(scheme => scheme.Name)).Distinct();
}

using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes;

/// <summary>The files of a project, and behind them the built-in schemes: where `extends` looks.</summary>
public sealed class SchemeLibrary
{
    private readonly ILookup<string, ParsedFile> _byName;

    // By the path of a base: what the schemes that extend it read. Found out once, as every file asks.
    private readonly Lazy<ILookup<string, string>> _namesReadOf;

    /// <summary>A library of a project's files.</summary>
    public SchemeLibrary(IEnumerable<ParsedFile> files)
    {
        _byName = files.Where(file => file.SchemeName is not null).ToLookup(file => file.SchemeName!, Spelling.OfNames);
        _namesReadOf = new(NamesReadOfBases);
    }

    /// <summary>A file with all that its scheme extends.</summary>
    public SchemeUnit Resolve(ParsedFile file)
    {
        var findings = new FindingBag();
        ReportRivals(file, findings);
        return new(file, Bases(file, findings).ToEquatableArray(), findings.ToEquatableArray()) { NamesReadElsewhere = NamesReadElsewhere(file).ToEquatableArray() };
    }

    // Hint names differ in more than case, and names that the catalogue finds in more than '_'.
    private void ReportRivals(ParsedFile file, FindingBag findings)
    {
        if (file.Syntax.Header is not { } header)
            return;
        var rival = _byName[header.Name.Text].FirstOrDefault(other =>
            other.Source.Path != file.Source.Path && other.Source.Namespace.Equals(file.Source.Namespace, StringComparison.OrdinalIgnoreCase));
        if (rival is not null)
            findings.Add(Rules.DuplicateScheme, header.Name.Span, header.Name.Text, rival.Source.Path);
    }

    // Only those that the file gives: other edits of the schemes that extend it leave it as it is.
    private IEnumerable<string> NamesReadElsewhere(ParsedFile file) =>
        file.Syntax.Directives.Select(directive => directive.Subject).Intersect(_namesReadOf.Value[file.Source.Path]);

    private ILookup<string, string> NamesReadOfBases()
    {
        var read =
            from file in _byName.SelectMany(same => same)
            from @base in Bases(file, new())
            from name in ReadNames.Of(file.Syntax)
            select (@base.Source.Path, Name: name);
        return read.ToLookup(pair => pair.Path, pair => pair.Name);
    }

    private List<ParsedFile> Bases(ParsedFile file, FindingBag findings)
    {
        var chain = new List<ParsedFile> { file };
        while (chain.Last().Syntax.Header?.Base is { } name)
        {
            var place = file.Syntax.Header!.Base!.Span;
            if (Find(name.Text, chain.Last()) is not { } found)
            {
                ReportMissing(name, place, chain, findings);
                break;
            }
            chain.Add(found);
            if (chain.IndexOf(found) < chain.Count - 1)
            {
                findings.Add(Rules.CircularExtends, place, found.SchemeName!, string.Join(" -> ", chain.Select(link => link.SchemeName)));
                break;
            }
        }
        chain.RemoveAt(0);
        return chain;
    }

    // What a base extends is named in that base.
    private void ReportMissing(Word name, Span place, List<ParsedFile> chain, FindingBag findings)
    {
        string[] arguments = [name.Text, Suggestion.For(name.Text, Names().Except(chain.Select(link => link.SchemeName!)))];
        if (chain.Count == 1)
            findings.Add(Rules.UnknownBase, place, arguments);
        else
            findings.Add(Rules.BaseFails, place, name.Span.ToString(), new Finding(Rules.UnknownBase, name.Span, arguments.ToEquatableArray()).Message);
    }

    // A file that extends its own name means the scheme behind it: a project's scheme may refine the built-in one.
    private ParsedFile? Find(string name, ParsedFile asking) =>
        _byName[name].Where(file => !file.Equals(asking) && file.SchemeName == name)
            .OrderByDescending(file => file.Source.Namespace == asking.Source.Namespace)
            .FirstOrDefault()
        ?? BuiltInSchemes.All.FirstOrDefault(file => file.SchemeName == name && !file.Equals(asking));

    private IEnumerable<string> Names() => _byName.Select(group => group.First().SchemeName!).Concat(BuiltInSchemes.All.Select(file => file.SchemeName!));
}

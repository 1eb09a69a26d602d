using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;

namespace HoDsl.Generator.Networks;

/// <summary>A network file that has been read.</summary>
public sealed record ParsedNetwork : ParsedText<NetworkSyntax>
{
    /// <summary>Reads a file.</summary>
    public ParsedNetwork(SourceFile source) : base(source, findings => Parse(source, findings), NetworkSyntax.Empty)
    {
    }

    /// <summary>The name of its network; null where it names none.</summary>
    public string? NetworkName => Syntax.Header?.Name.Text;

    /// <summary>The schemes that it names.</summary>
    public IEnumerable<string> SchemeNames => Syntax.Items.OfType<SchemeItemSyntax>().Select(item => item.Scheme.Text)
        .Concat(Syntax.Header?.OpenScheme?.Default is { } scheme ? [scheme.Text] : []);

    private static NetworkSyntax Parse(SourceFile source, FindingBag findings)
    {
        var syntax = NetworkParser.Parse(source, findings);
        if (syntax.Header is null && !findings.HasErrors)
            findings.Add(Rules.MissingNetwork, Span.StartOf(source.Path));
        return syntax;
    }
}

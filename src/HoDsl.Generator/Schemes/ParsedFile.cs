using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;

namespace HoDsl.Generator.Schemes;

/// <summary>A tableau file that has been read.</summary>
public sealed record ParsedFile : ParsedText<SchemeSyntax>
{
    /// <summary>Reads a file.</summary>
    public ParsedFile(SourceFile source) : base(source, findings => Parse(source, findings), SchemeSyntax.Empty)
    {
    }

    /// <summary>The name of its scheme; null where it names none.</summary>
    public string? SchemeName => Syntax.Header?.Name.Text;

    private static SchemeSyntax Parse(SourceFile source, FindingBag findings)
    {
        var syntax = SchemeParser.Parse(source, findings);
        if (syntax.Header is null && !findings.HasErrors)
            findings.Add(Rules.MissingHeader, Span.StartOf(source.Path));
        return syntax;
    }
}

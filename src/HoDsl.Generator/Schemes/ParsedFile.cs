using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes;

/// <summary>A tableau file that has been read. It follows from its source alone, and is equal to another when the sources are.</summary>
public sealed class ParsedFile : IEquatable<ParsedFile>
{
    /// <summary>Reads a file.</summary>
    public ParsedFile(SourceFile source)
    {
        Source = source;
        try
        {
            var findings = new FindingBag();
            Syntax = SchemeParser.Parse(source, findings);
            if (Syntax.Header is null && !findings.HasErrors)
                findings.Add(Rules.MissingHeader, Span.StartOf(source.Path));
            Findings = findings.ToEquatableArray();
        }
        catch (Exception fault)
        {
            (Syntax, Findings) = (SchemeSyntax.Empty, new[] { Finding.OfFailure(source.Path, fault) }.ToEquatableArray());
        }
    }

    /// <summary>The file.</summary>
    public SourceFile Source { get; }

    /// <summary>What it says.</summary>
    public SchemeSyntax Syntax { get; }

    /// <summary>What is wrong with its words.</summary>
    public EquatableArray<Finding> Findings { get; }

    /// <summary>The name of its scheme; null where it names none.</summary>
    public string? SchemeName => Syntax.Header?.Name.Text;

    /// <inheritdoc/>
    public bool Equals(ParsedFile? other) => other is not null && Source == other.Source;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ParsedFile);

    /// <inheritdoc/>
    public override int GetHashCode() => Source.GetHashCode();
}

using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Networks;

/// <summary>A network file that has been read. It follows from its source alone, and is equal to another when the sources are.</summary>
public sealed class ParsedNetwork : IEquatable<ParsedNetwork>
{
    /// <summary>Reads a file.</summary>
    public ParsedNetwork(SourceFile source)
    {
        Source = source;
        try
        {
            var findings = new FindingBag();
            Syntax = NetworkParser.Parse(source, findings);
            if (Syntax.Header is null && !findings.HasErrors)
                findings.Add(Rules.MissingNetwork, Span.StartOf(source.Path));
            Findings = findings.ToEquatableArray();
        }
        catch (Exception fault)
        {
            (Syntax, Findings) = (NetworkSyntax.Empty, new[] { Finding.OfFailure(source.Path, fault) }.ToEquatableArray());
        }
    }

    /// <summary>The file.</summary>
    public SourceFile Source { get; }

    /// <summary>What it says.</summary>
    public NetworkSyntax Syntax { get; }

    /// <summary>What is wrong with its words.</summary>
    public EquatableArray<Finding> Findings { get; }

    /// <summary>The name of its network; null where it names none.</summary>
    public string? NetworkName => Syntax.Header?.Name.Text;

    /// <summary>The schemes that it names.</summary>
    public IEnumerable<string> SchemeNames => Syntax.Items.OfType<BodySyntax>().Select(body => body.Scheme.Text)
        .Concat(Syntax.Header?.OpenScheme?.Default is { } scheme ? [scheme.Text] : []);

    /// <inheritdoc/>
    public bool Equals(ParsedNetwork? other) => other is not null && Source == other.Source;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ParsedNetwork);

    /// <inheritdoc/>
    public override int GetHashCode() => Source.GetHashCode();
}

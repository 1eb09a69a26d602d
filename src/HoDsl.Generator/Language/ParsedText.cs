using HoDsl.Generator.Findings;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Language;

/// <summary>A file that has been read. It follows from its source alone, and is equal to another when the sources are.</summary>
/// <typeparam name="TSyntax">What a file of its kind says.</typeparam>
public abstract record ParsedText<TSyntax>
{
    /// <summary>Reads a file. Never throws: a fault of the compiler is a finding in the file.</summary>
    /// <param name="source">The file.</param>
    /// <param name="parse">Reads it; what is wrong goes to the bag.</param>
    /// <param name="empty">What stands for it where it cannot be read.</param>
    private protected ParsedText(SourceFile source, Func<FindingBag, TSyntax> parse, TSyntax empty)
    {
        Source = source;
        try
        {
            var findings = new FindingBag();
            Syntax = parse(findings);
            Findings = findings.ToEquatableArray();
        }
        catch (Exception fault)
        {
            (Syntax, Findings) = (empty, new[] { Finding.OfFailure(source.Path, fault) }.ToEquatableArray());
        }
    }

    /// <summary>The file.</summary>
    public SourceFile Source { get; }

    /// <summary>What it says.</summary>
    public TSyntax Syntax { get; }

    /// <summary>What is wrong with its words.</summary>
    public EquatableArray<Finding> Findings { get; }

    /// <inheritdoc/>
    public virtual bool Equals(ParsedText<TSyntax>? other) => other is not null && Source == other.Source;

    /// <inheritdoc/>
    public override int GetHashCode() => Source.GetHashCode();
}

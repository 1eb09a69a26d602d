using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes;

/// <summary>All that one scheme is compiled from.</summary>
/// <param name="File">Its own file.</param>
/// <param name="Bases">The files that it extends, the nearest first.</param>
/// <param name="Findings">What is wrong with its name or the name of its base.</param>
public sealed record SchemeUnit(ParsedFile File, EquatableArray<ParsedFile> Bases, EquatableArray<Finding> Findings)
{
    /// <summary>The names of its own that other files read: those of the schemes that extend it.</summary>
    public EquatableArray<string> NamesReadElsewhere { get; init; } = EquatableArray<string>.Empty;

    /// <summary>One definition of it all: own directives override those of the bases, the tableau is that of the last base.</summary>
    public SchemeSyntax Merge() => Bases.Aggregate(File.Syntax, Merge);

    private static SchemeSyntax Merge(SchemeSyntax own, SchemeSyntax @base)
    {
        // An overriding name takes the place of the one it overrides, so that what stands below sees it.
        var overriding = own.Directives.ToDictionary(directive => directive.Subject);
        var inherited = @base.Directives.Where(directive => directive is not HeaderDirective).ToList();
        var names = new HashSet<string>(inherited.Select(directive => directive.Subject));
        return new(
            [.. inherited.Select(directive => overriding.TryGetValue(directive.Subject, out var mine) ? mine : directive),
                .. own.Directives.Where(directive => !names.Contains(directive.Subject))],
            @base.Caption,
            @base.StageRows,
            @base.WeightRows);
    }

    private static SchemeSyntax Merge(SchemeSyntax own, ParsedFile @base) => Merge(own, @base.Syntax);
}

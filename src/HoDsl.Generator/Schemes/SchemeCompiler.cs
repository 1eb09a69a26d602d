using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes;

/// <summary>What became of one file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Scheme">What is known of its scheme, whether or not its claims hold; null where the file makes none.</param>
/// <param name="Findings">What was found, in the order of the file.</param>
public sealed record CompiledScheme(string Path, Scheme? Scheme, EquatableArray<Finding> Findings)
{
    /// <summary>The scheme to emit: the one without any error.</summary>
    public Scheme? Valid => Findings.Any(finding => finding.Rule.Severity == Severity.Error) ? null : Scheme;
}

/// <summary>Compiles tableau files: text in, models and findings out.</summary>
public static class SchemeCompiler
{
    /// <summary>Compiles the files of a project.</summary>
    /// <param name="files">The files.</param>
    /// <param name="neighbours">Files that they may extend, but which are not compiled themselves.</param>
    /// <returns>One result a file, in their order.</returns>
    public static IReadOnlyList<CompiledScheme> Compile(IEnumerable<SourceFile> files, IEnumerable<SourceFile>? neighbours = null)
    {
        var parsed = files.Select(file => new ParsedFile(file)).ToList();
        var library = new SchemeLibrary(parsed.Concat((neighbours ?? []).Select(file => new ParsedFile(file))));
        return [.. parsed.Select(file => Compile(library.Resolve(file)))];
    }

    /// <summary>Compiles the schemes that the compiler carries.</summary>
    public static IReadOnlyList<CompiledScheme> CompileBuiltIn()
    {
        var library = new SchemeLibrary(BuiltInSchemes.All);
        return [.. BuiltInSchemes.All.Select(file => Compile(library.Resolve(file)))];
    }

    /// <summary>Compiles one scheme. A fault of the compiler is no exception, but a finding in the file that caused it.</summary>
    /// <exception cref="OperationCanceledException">The result is not wanted any more.</exception>
    public static CompiledScheme Compile(SchemeUnit unit, CancellationToken cancellation = default)
    {
        try
        {
            return CompileUnguarded(unit, cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return new(unit.File.Source.Path, null, new[] { Finding.OfFailure(unit.File.Source.Path, fault) }.ToEquatableArray());
        }
    }

    private static CompiledScheme CompileUnguarded(SchemeUnit unit, CancellationToken cancellation)
    {
        var (path, syntax) = (unit.File.Source.Path, unit.File.Syntax);
        var readable = unit.File.Findings.Concat(unit.Findings).ToEquatableArray();
        if (readable.Count > 0 || syntax.Header is null)
            return new(path, null, readable);

        var findings = new FindingBag();
        if (unit.Bases.Count > 0 && syntax.HasRows)
        {
            findings.Add(Rules.RowsInExtension, FirstRow(syntax), syntax.Header.Name.Text, syntax.Header.Base!.Text);
            return new(path, null, findings.ToEquatableArray());
        }
        foreach (var fault in unit.Bases.SelectMany(file => file.Findings))
            findings.Add(fault.Rule, fault.Span, [.. fault.Arguments]);
        var scheme = findings.HasErrors ? null : new SchemeBinder(unit, unit.Merge(), findings, cancellation).Bind();
        return new(path, scheme, AtHome(findings.ToEquatableArray(), unit).OrderBy(finding => finding.Span.Start).ToEquatableArray());
    }

    private static Span FirstRow(SchemeSyntax syntax) => syntax.StageRows.Concat(syntax.WeightRows).First().Span;

    // What fails in a base's lines is reported where this file names the base, and only the first: the cause is one.
    private static IEnumerable<Finding> AtHome(IReadOnlyList<Finding> findings, SchemeUnit unit)
    {
        var (path, @base) = (unit.File.Source.Path, unit.File.Syntax.Header!.Base);
        return findings.Where(finding => finding.Span.File != path).Take(1)
            .Select(finding => new Finding(Rules.BaseFails, @base!.Span, new[] { finding.Span.ToString(), finding.Message }.ToEquatableArray()))
            .Concat(findings.Where(finding => finding.Span.File == path));
    }
}

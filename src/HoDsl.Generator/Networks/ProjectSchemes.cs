using HoDsl.Generator.Language;
using HoDsl.Generator.Schemes;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Networks;

/// <summary>The schemes of a project, as its networks see them.</summary>
/// <param name="Declared">All that its files declare: those with errors hide the built-in ones of their names, too.</param>
/// <param name="Valid">What networks need to know of those without errors.</param>
public sealed record ProjectSchemes(EquatableArray<Declaration> Declared, EquatableArray<SchemeSummary> Valid)
{
    /// <summary>Those of a project's tableau files.</summary>
    public static ProjectSchemes Of(IReadOnlyList<SourceFile> tableaux) => new(
        tableaux.Select(file => Declaration.Of(new ParsedFile(file))).OfType<Declaration>().ToEquatableArray(),
        SchemeCompiler.Compile(tableaux).Select(compiled => compiled.Valid).OfType<Scheme>().Select(scheme => SchemeSummary.Of(scheme)).ToEquatableArray());
}

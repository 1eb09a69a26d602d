using HoDsl.Generator.Schemes;

namespace HoDsl.Generator.Networks;

/// <summary>The schemes that the compiler carries, whose types the library of schemes has.</summary>
internal static class SchemeSummaries
{
    /// <summary>The namespace of their types.</summary>
    public const string Namespace = "HoDsl.Schemes";

    private static readonly Lazy<IReadOnlyList<SchemeSummary>> All = new(() =>
        [.. SchemeCompiler.CompileBuiltIn().Select(compiled => compiled.Valid).OfType<Scheme>().Select(scheme => SchemeSummary.Of(scheme with { Namespace = Namespace }))]);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SchemeSummary> BuiltIn => All.Value;
}

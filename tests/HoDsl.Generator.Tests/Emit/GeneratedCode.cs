using HoDsl.Runtime.Blocks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HoDsl.Generator.Tests.Emit;

/// <summary>Runs the C# compiler on generated code, with every warning that it has.</summary>
internal static class GeneratedCode
{
    private static readonly CSharpCompilation Project = CSharpCompilation.Create(
        "Test",
        references: [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Append(typeof(IScheme).Assembly.Location).Distinct()
            .Select(path => MetadataReference.CreateFromFile(path))],
        options: new(OutputKind.DynamicallyLinkedLibrary, warningLevel: 9999, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>The errors and warnings in the code of a run.</summary>
    public static IEnumerable<string> Faults(GeneratorRunResult run) => Project
        .AddSyntaxTrees(run.GeneratedSources.Select(source => CSharpSyntaxTree.ParseText(source.SourceText, new(documentationMode: DocumentationMode.Diagnose), source.HintName)))
        .GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).Select(diagnostic => diagnostic.ToString());
}

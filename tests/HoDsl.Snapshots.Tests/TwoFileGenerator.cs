using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace HoDsl.Snapshots.Tests;

/// <summary>Emits two sources, the later hint name first, and reports one finding if asked to.</summary>
internal sealed class TwoFileGenerator(bool reports) : IIncrementalGenerator
{
    private static readonly DiagnosticDescriptor Finding = new("T001", "A title", "node {0} is not the sum of its row", "Language", DiagnosticSeverity.Error, isEnabledByDefault: true, helpLinkUri: "https://example.org/T001");

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterSourceOutput(context.CompilationProvider, (output, _) =>
        {
            output.AddSource("Schemes.Two.g.cs", "// two\r\nclass Two;\r\n");
            output.AddSource("Schemes.One.g.cs", "class One;");
            if (reports)
            {
                output.ReportDiagnostic(Diagnostic.Create(Finding, PlaceInFile(), "c2"));
            }
        });
    }

    public static GeneratorDriver Run(bool reports) =>
        CSharpGeneratorDriver.Create(new TwoFileGenerator(reports)).RunGenerators(CSharpCompilation.Create("Nothing"));

    private static Location PlaceInFile() =>
        Location.Create("schemes/two.tableau", new TextSpan(10, 4), new LinePositionSpan(new LinePosition(2, 1), new LinePosition(2, 5)));
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace HoDsl.Snapshots.Tests;

/// <summary>Reports findings of every severity and form, and emits nothing.</summary>
internal sealed class ReportingGenerator : IIncrementalGenerator
{
    private static readonly Diagnostic[] Findings =
    [
        Diagnostic.Create(Rule("T001", "plain", DiagnosticSeverity.Error), Location.None),
        Diagnostic.Create(Rule("T002", "of {0}\nin two lines", DiagnosticSeverity.Warning), InText("a/b.tableau", 0, 0), "the first"),
        Diagnostic.Create(Rule("T003", "said: \"quoted\", 'so', {{braced}}, a\tb: c, d\\e", DiagnosticSeverity.Info, "Why it is so."), InText("", 3, 7)),
        Diagnostic.Create(Rule("T004", "", DiagnosticSeverity.Hidden, "In two\nlines.", "https://example.org/T004", WellKnownDiagnosticTags.Unnecessary, "own"), Location.None),
        Diagnostic.Create(new DiagnosticDescriptor("T005", "", "off by default", "", DiagnosticSeverity.Warning, isEnabledByDefault: false), InText("c d.network", 1, 2)),
    ];

    public void Initialize(IncrementalGeneratorInitializationContext context) =>
        context.RegisterSourceOutput(context.CompilationProvider, (output, _) => Array.ForEach(Findings, output.ReportDiagnostic));

    public static GeneratorDriver Run() =>
        CSharpGeneratorDriver.Create(new ReportingGenerator()).RunGenerators(CSharpCompilation.Create("Nothing"));

    private static DiagnosticDescriptor Rule(string id, string message, DiagnosticSeverity severity, string? description = null, string? link = null, params string[] tags) =>
        new(id, $"Title of {id}", message, "Language", severity, isEnabledByDefault: true, description, link, tags);

    private static Location InText(string path, int line, int column) =>
        Location.Create(path, new TextSpan(0, 1), new LinePositionSpan(new LinePosition(line, column), new LinePosition(line + 1, 0)));
}

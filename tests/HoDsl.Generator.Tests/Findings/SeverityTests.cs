using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HoDsl.Generator.Tests.Findings;

/// <summary>A project's .globalconfig changes what a build says of a finding, and never what it makes of the file.</summary>
public class SeverityTests
{
    private const string NoClaim = "scheme S\n 0 |\n---+---\n   | 1";
    private const string FalseClaim = "scheme S\norder 2\n 0 |\n---+---\n   | 1";

    [Theory]
    [InlineData("HO0206", "error", NoClaim, DiagnosticSeverity.Error)]
    [InlineData("HO0206", "warning", NoClaim, DiagnosticSeverity.Warning)]
    [InlineData("HO0206", "default", NoClaim, DiagnosticSeverity.Info)]
    [InlineData("HO0201", "default", FalseClaim, DiagnosticSeverity.Error)]
    [InlineData("HO0201", "warning", FalseClaim, DiagnosticSeverity.Warning)]
    [InlineData("HO0201", "suggestion", FalseClaim, DiagnosticSeverity.Info)]
    public void A_severity_is_the_one_that_the_project_sets(string id, string severity, string text, DiagnosticSeverity expected)
    {
        var diagnostic = Assert.Single(Run(text, $"dotnet_diagnostic.{id}.severity = {severity}").Diagnostics);
        Assert.Equal((id, expected), (diagnostic.Id, diagnostic.Severity));
    }

    [Theory]
    [InlineData("HO0206", NoClaim)]
    [InlineData("HO0201", FalseClaim)]
    public void A_finding_can_be_silenced(string id, string text) => Assert.Empty(Run(text, $"dotnet_diagnostic.{id}.severity = none").Diagnostics);

    [Theory]
    [InlineData("none")]
    [InlineData("suggestion")]
    [InlineData("warning")]
    [InlineData("error")]
    public void Code_is_generated_exactly_where_no_rule_that_is_an_error_by_itself_is_broken(string severity)
    {
        Assert.NotEmpty(Run(NoClaim, $"dotnet_diagnostic.HO0206.severity = {severity}").GeneratedSources);
        Assert.Empty(Run(FalseClaim, $"dotnet_diagnostic.HO0201.severity = {severity}").GeneratedSources);
    }

    // As csc reads the file.
    private static GeneratorRunResult Run(string text, string config)
    {
        var set = AnalyzerConfigSet.Create(new[] { AnalyzerConfig.Parse($"is_global = true\n{config}\n", "/project/.globalconfig") }, out var faults);
        Assert.Empty(faults);
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary).WithSyntaxTreeOptionsProvider(new GlobalSeverities(set.GlobalConfigOptions.TreeOptions));
        return Generation.Driver(new TableauText("s.tableau", text)).RunGenerators(Generation.Empty.WithOptions(options)).GetRunResult().Results[0];
    }

    private sealed class GlobalSeverities(ImmutableDictionary<string, ReportDiagnostic> severities) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            TryGetGlobalDiagnosticValue(diagnosticId, cancellationToken, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            severities.TryGetValue(diagnosticId, out severity);
    }
}

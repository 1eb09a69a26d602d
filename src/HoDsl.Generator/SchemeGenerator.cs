using System.Collections.Immutable;
using System.Text;
using HoDsl.Generator.Emit;
using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Schemes;
using HoDsl.Generator.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace HoDsl.Generator;

/// <summary>The only door to Roslyn: maps tableau files in, and findings and sources out.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class SchemeGenerator : IIncrementalGenerator
{
    private const string Extension = ".tableau";

    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> Descriptors = Rules.All.ToImmutableDictionary(rule => rule.Id, Describe);

    /// <summary>The names of the steps, as run reasons are asked for.</summary>
    internal static class Steps
    {
        public const string Files = "files";
        public const string Units = "units";
        public const string Compiled = "compiled";
        public const string Models = "models";
        public const string Catalog = "catalog";
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var files = context.AdditionalTextsProvider
            .Where(text => text.Path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select((pair, cancellation) => new ParsedFile(Read(pair.Left, pair.Right, cancellation)))
            .WithTrackingName(Steps.Files);

        var library = files.Collect().Select((all, _) => new SchemeLibrary(all));
        var units = files.Combine(library).Select((pair, _) => pair.Right.Resolve(pair.Left)).WithTrackingName(Steps.Units);
        var compiled = units.Select((unit, _) => SchemeCompiler.Compile(unit)).WithTrackingName(Steps.Compiled);

        // Two outputs: a finding that moves re-emits no code.
        context.RegisterSourceOutput(compiled.SelectMany((result, _) => result.Findings), Report);
        var models = compiled.SelectMany((result, _) => result.Valid is { } scheme ? new[] { (result.Path, Scheme: scheme) } : []).WithTrackingName(Steps.Models);
        context.RegisterSourceOutput(models, (output, model) => Emit(output, model.Path, model.Scheme));

        var catalog = models
            .Where(model => model.Scheme.Output != BlockOutput.Both)
            .Select((model, _) => $"{model.Scheme.Namespace}.{model.Scheme.Name}")
            .Collect()
            .Combine(context.AnalyzerConfigOptionsProvider.Select((options, _) => Namespace(options.GlobalOptions)))
            .Select((pair, _) => (Namespace: pair.Right, Schemes: pair.Left.OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray()))
            .WithTrackingName(Steps.Catalog);
        context.RegisterSourceOutput(catalog, (output, entry) =>
        {
            if (entry.Schemes.Count > 0)
                output.AddSource(HintName(entry.Namespace, "SchemeCatalog"), SourceText.From(CatalogEmitter.Emit(entry.Namespace, entry.Schemes), Encoding.UTF8));
        });
    }

    private static SourceFile Read(AdditionalText text, AnalyzerConfigOptionsProvider options, CancellationToken cancellation)
    {
        var own = options.GetOptions(text);
        var @namespace = own.TryGetValue("build_metadata.AdditionalFiles.Namespace", out var given) && given.Length > 0 ? given : Namespace(options.GlobalOptions);
        return new(text.Path, text.GetText(cancellation)?.ToString(), @namespace);
    }

    private static string Namespace(AnalyzerConfigOptions options) =>
        options.TryGetValue("build_property.RootNamespace", out var root) && root.Length > 0 ? $"{root}.Schemes" : "HoDsl.Schemes";

    private static string HintName(string @namespace, string name) => $"{@namespace}.{name}.g.cs";

    // An exception that escaped would silence every file.
    private static void Emit(SourceProductionContext output, string path, Scheme scheme)
    {
        try
        {
            output.AddSource(HintName(scheme.Namespace, scheme.Name), SourceText.From(SchemeEmitter.Emit(scheme), Encoding.UTF8));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Report(output, SchemeCompiler.Failure(path, fault));
        }
    }

    private static void Report(SourceProductionContext output, Finding finding)
    {
        var span = finding.Span;
        var location = Location.Create(
            span.File,
            new TextSpan(span.Start, span.Length),
            new LinePositionSpan(new(span.Line, span.Column), new(span.Line, span.Column + span.Length)));
        output.ReportDiagnostic(Diagnostic.Create(Descriptors[finding.Rule.Id], location, [.. finding.Arguments]));
    }

    private static DiagnosticDescriptor Describe(Rule rule) => new(
        rule.Id,
        rule.Title,
        rule.Message,
        "HoDsl",
        rule.Severity switch { Severity.Error => DiagnosticSeverity.Error, Severity.Warning => DiagnosticSeverity.Warning, _ => DiagnosticSeverity.Info },
        isEnabledByDefault: true);
}

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

/// <summary>The only door to Roslyn: maps tableau and network files in, and findings and sources out.</summary>
[Generator(LanguageNames.CSharp)]
public sealed partial class SchemeGenerator : IIncrementalGenerator
{
    private const string Extension = ".tableau";

    private readonly Func<Scheme, CancellationToken, string> _emit;

    /// <summary>The generator, as Roslyn makes it.</summary>
    public SchemeGenerator()
        : this(SchemeEmitter.Emit)
    {
    }

    /// <summary>A generator that writes the code of schemes in another way.</summary>
    internal SchemeGenerator(Func<Scheme, CancellationToken, string> emit) => _emit = emit;

    /// <summary>The names of the steps, as run reasons are asked for.</summary>
    internal static class Steps
    {
        public const string Sources = "sources";
        public const string Files = "files";
        public const string Library = "library";
        public const string Units = "units";
        public const string Compiled = "compiled";
        public const string Findings = "findings";
        public const string Models = "models";
        public const string Emitted = "emitted";
        public const string Names = "names";
        public const string Root = "root";
        public const string Catalog = "catalog";

        /// <summary>All of them, in the order of the data.</summary>
        public static readonly string[] All = [Sources, Files, Library, Units, Compiled, Findings, Models, Emitted, Names, Root, Catalog];
    }

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var sources = Sources(context, Extension, "Schemes").WithTrackingName(Steps.Sources);
        var files = sources.Select((source, _) => new ParsedFile(source)).WithTrackingName(Steps.Files);

        var library = files.Collect().Select((all, _) => new SchemeLibrary(all)).WithTrackingName(Steps.Library);
        var units = files.Combine(library).Select((pair, _) => pair.Right.Resolve(pair.Left)).WithTrackingName(Steps.Units);
        var compiled = units.Select(SchemeCompiler.Compile).WithTrackingName(Steps.Compiled);

        var models = compiled.SelectMany((result, _) => result.Valid is { } scheme ? new[] { (result.Path, Scheme: scheme) } : []).WithTrackingName(Steps.Models);
        var emitted = models.Select((model, cancellation) => Emit(model.Path, $"{model.Scheme.Namespace}.{model.Scheme.Name}", model.Scheme.CanStack, () => _emit(model.Scheme, cancellation)))
            .WithTrackingName(Steps.Emitted);

        var help = context.AnalyzerConfigOptionsProvider.Select((options, _) => Property(options.GlobalOptions, "HoDslHelp") ?? "");
        Output(context, compiled.SelectMany((result, _) => result.Findings).Combine(help).WithTrackingName(Steps.Findings), emitted, help);
        InitializeNetworks(context, files, models.Select((model, _) => model.Scheme), help);
        OutputCatalog(context, CatalogKind.Schemes, Listed(emitted).WithTrackingName(Steps.Names), Root(context, "Schemes").WithTrackingName(Steps.Root), Steps.Catalog);
    }

    // The options change as a whole, whichever of them was edited: what they mean for each file is found out before it is read.
    private static IncrementalValuesProvider<SourceFile> Sources(IncrementalGeneratorInitializationContext context, string extension, string subject) =>
        context.AdditionalTextsProvider
            .Where(text => text.Path.EndsWith(extension, StringComparison.OrdinalIgnoreCase))
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select((pair, cancellation) => Read(pair.Left, pair.Right, subject, cancellation));

    private static SourceFile Read(AdditionalText text, AnalyzerConfigOptionsProvider options, string subject, CancellationToken cancellation)
    {
        var own = options.GetOptions(text);
        var @namespace = own.TryGetValue("build_metadata.AdditionalFiles.Namespace", out var given) && given.Length > 0 ? Namespaces.Nearest(given) : Namespace(options.GlobalOptions, subject);
        return new(text.Path, Content(text, cancellation), @namespace);
    }

    private static string? Content(AdditionalText text, CancellationToken cancellation)
    {
        try
        {
            return text.GetText(cancellation)?.ToString();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return null;
        }
    }

    private static string Namespace(AnalyzerConfigOptions options, string subject) => $"{Namespaces.Nearest(Property(options, "RootNamespace") ?? "HoDsl")}.{subject}";

    private static string? Property(AnalyzerConfigOptions options, string name) =>
        options.TryGetValue($"build_property.{name}", out var value) && value.Length > 0 ? value : null;

    // An exception that escaped would silence every file.
    private static EmittedType Emit(string path, string name, bool isListed, Func<string> emit)
    {
        var emitted = new EmittedType(name, isListed, null, EquatableArray<Finding>.Empty);
        try
        {
            return emitted with { Code = emit() };
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return emitted with { Failures = new[] { Finding.OfFailure(path, fault) }.ToEquatableArray() };
        }
    }

    // Findings and code apart: a finding that moves re-emits no code.
    private static void Output(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<(Finding, string)> findings, IncrementalValuesProvider<EmittedType> types, IncrementalValueProvider<string> help)
    {
        context.RegisterSourceOutput(findings, Report);
        context.RegisterSourceOutput(types.SelectMany((type, _) => type.Failures).Combine(help), Report);
        context.RegisterSourceOutput(types, (output, type) => Add(output, type.Name, type.Code));
    }

    private static void OutputCatalog(
        IncrementalGeneratorInitializationContext context, CatalogKind kind, IncrementalValuesProvider<string> names, IncrementalValueProvider<string> root, string step)
    {
        var catalog = names.Collect().Combine(root)
            .Select((pair, _) => (Namespace: pair.Right, Names: pair.Left.OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray()))
            .WithTrackingName(step);
        context.RegisterSourceOutput(catalog.SelectMany((entry, _) => entry.Names.Count > 0 ? new[] { entry } : []), (output, entry) =>
            Add(output, $"{entry.Namespace}.{kind.Name}", CatalogEmitter.Emit(kind, entry.Namespace, entry.Names)));
    }

    private static IncrementalValuesProvider<string> Listed(IncrementalValuesProvider<EmittedType> types) =>
        types.Where(type => type.Code is not null && type.IsListed).Select((type, _) => type.Name);

    private static IncrementalValueProvider<string> Root(IncrementalGeneratorInitializationContext context, string subject) =>
        context.AnalyzerConfigOptionsProvider.Select((options, _) => Namespace(options.GlobalOptions, subject));

    private static void Add(SourceProductionContext output, string name, string? code)
    {
        if (code is not null)
            output.AddSource($"{name}.g.cs", SourceText.From(code, Encoding.UTF8));
    }

    private static void Report(SourceProductionContext output, (Finding Finding, string Help) found)
    {
        var (finding, span) = (found.Finding, found.Finding.Span);
        var location = Location.Create(
            span.File,
            new TextSpan(span.Start, span.Length),
            new LinePositionSpan(new(span.Line, span.Column), new(span.Line, span.Column + span.Length)));
        output.ReportDiagnostic(Diagnostic.Create(Describe(finding.Rule, found.Help), location, [.. finding.Arguments]));
    }

    private static DiagnosticDescriptor Describe(Rule rule, string help) => new(
        rule.Id,
        rule.Title,
        rule.Message,
        Rule.Category,
        rule.Severity switch { Severity.Error => DiagnosticSeverity.Error, Severity.Warning => DiagnosticSeverity.Warning, _ => DiagnosticSeverity.Info },
        isEnabledByDefault: true,
        helpLinkUri: help + rule.HelpPage);

    // Nothing of the model but what the outputs need: one that changes and gives the same code as before changes nothing behind.
    private sealed record EmittedType(string Name, bool IsListed, string? Code, EquatableArray<Finding> Failures);
}

using System.Text;
using HoDsl.Generator.Emit;
using HoDsl.Generator.Findings;
using HoDsl.Generator.Networks;
using HoDsl.Generator.Schemes;
using HoDsl.Generator.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace HoDsl.Generator;

/// <summary>The part of the door that network files go through.</summary>
public sealed partial class SchemeGenerator
{
    private const string NetworkExtension = ".network";

    /// <summary>The names of the steps of networks.</summary>
    internal static class NetworkSteps
    {
        public const string Sources = "network sources";
        public const string Files = "network files";
        public const string Schemes = "network schemes";
        public const string Subnets = "network subnets";
        public const string Units = "network units";
        public const string Compiled = "compiled networks";
        public const string Findings = "network findings";
        public const string Models = "network models";
        public const string Emitted = "emitted networks";
        public const string Catalog = "network catalog";

        /// <summary>All of them, in the order of the data.</summary>
        public static readonly string[] All = [Sources, Files, Schemes, Subnets, Units, Compiled, Findings, Models, Emitted, Catalog];
    }

    private static void InitializeNetworks(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ParsedFile> tableaux, IncrementalValuesProvider<Scheme> schemes, IncrementalValueProvider<string> help)
    {
        var files = Sources(context, NetworkExtension, "Networks").WithTrackingName(NetworkSteps.Sources)
            .Select((source, _) => new ParsedNetwork(source)).WithTrackingName(NetworkSteps.Files);

        // A network sees of a scheme only what it needs: most edits of a tableau leave it as it is.
        var declared = tableaux.SelectMany((file, _) => Declaration.Of(file) is { } scheme ? new[] { scheme } : []).Collect();
        var valid = schemes.Select(SchemeSummary.Of).Collect();
        var known = declared.Combine(valid).Select((all, _) => new ProjectSchemes(all.Left.ToEquatableArray(), all.Right.ToEquatableArray())).WithTrackingName(NetworkSteps.Schemes);
        var subnets = Subnets(context).WithTrackingName(NetworkSteps.Subnets);
        var library = files.Collect().Combine(known).Combine(subnets).Select((all, _) => new NetworkLibrary(all.Left.Left, all.Left.Right, all.Right));
        var compiled = files.Combine(library).Select((pair, _) => pair.Right.Resolve(pair.Left)).WithTrackingName(NetworkSteps.Units)
            .Select((unit, _) => NetworkCompiler.Compile(unit)).WithTrackingName(NetworkSteps.Compiled);

        var emitted = compiled.SelectMany((result, _) => result.Valid is { } network ? new[] { (result.Path, Network: network) } : []).WithTrackingName(NetworkSteps.Models)
            .Select((model, _) => Emit(model.Path, model.Network)).WithTrackingName(NetworkSteps.Emitted);
        context.RegisterSourceOutput(compiled.SelectMany((result, _) => result.Findings).Combine(help).WithTrackingName(NetworkSteps.Findings), Report);
        context.RegisterSourceOutput(emitted.SelectMany((result, _) => result.Failures).Combine(help), Report);
        context.RegisterSourceOutput(emitted, (output, result) =>
        {
            if (result.Code is { } code)
                output.AddSource($"{result.Name}.g.cs", SourceText.From(code, Encoding.UTF8));
        });

        var root = context.AnalyzerConfigOptionsProvider.Select((options, _) => Namespace(options.GlobalOptions, "Networks"));
        var catalog = emitted.Where(result => result.Code is not null).Select((result, _) => result.Name).Collect().Combine(root)
            .Select((pair, _) => (Namespace: pair.Right, Networks: pair.Left.OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray()))
            .WithTrackingName(NetworkSteps.Catalog);
        context.RegisterSourceOutput(catalog.SelectMany((entry, _) => entry.Networks.Count > 0 ? new[] { entry } : []), (output, entry) =>
            output.AddSource(HintName(entry.Namespace, "NetworkCatalog"), SourceText.From(NetworkCatalogEmitter.Emit(entry.Namespace, entry.Networks), Encoding.UTF8)));
    }

    private static EmittedNetwork Emit(string path, Network network)
    {
        var name = $"{network.Namespace}.{network.Name}";
        try
        {
            return new(name, NetworkEmitter.Emit(network), EquatableArray<Finding>.Empty);
        }
        catch (Exception fault)
        {
            return new(name, null, new[] { Finding.OfFailure(path, fault) }.ToEquatableArray());
        }
    }

    private sealed record EmittedNetwork(string Name, string? Code, EquatableArray<Finding> Failures);
}

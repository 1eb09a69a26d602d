using HoDsl.Generator.Emit;
using HoDsl.Generator.Networks;
using HoDsl.Generator.Schemes;
using HoDsl.Generator.Support;
using Microsoft.CodeAnalysis;

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
            .Select((model, _) => Emit(model.Path, $"{model.Network.Namespace}.{model.Network.Name}", isListed: true, () => NetworkEmitter.Emit(model.Network))).WithTrackingName(NetworkSteps.Emitted);
        Output(context, compiled.SelectMany((result, _) => result.Findings).Combine(help).WithTrackingName(NetworkSteps.Findings), emitted, help);
        OutputCatalog(context, CatalogKind.Networks, Listed(emitted), Root(context, "Networks"), NetworkSteps.Catalog);
    }
}

using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace HoDsl.Generator.Tests;

/// <summary>Runs the generator as a build does, on texts in memory.</summary>
internal static class Generation
{
    /// <summary>A compilation with nothing in it.</summary>
    public static CSharpCompilation Empty { get; } = CSharpCompilation.Create("Test");

    /// <summary>A driver for a project's files, which tracks its steps.</summary>
    public static GeneratorDriver Driver(params TableauText[] files) => Driver(new SchemeGenerator(), [], files);

    /// <summary>The same with a generator and global options of one's own.</summary>
    public static GeneratorDriver Driver(SchemeGenerator generator, (string Key, string Value)[] options, params TableauText[] files) => CSharpGeneratorDriver.Create(
        [generator.AsSourceGenerator()],
        files,
        optionsProvider: new ProjectOptions { Global = [.. options] },
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>The result of a run on a compilation of nothing but the C# among the files.</summary>
    public static GeneratorRunResult Run(params TableauText[] files) => RunWith(new SchemeGenerator(), files);

    /// <summary>The same of a generator of one's own.</summary>
    public static GeneratorRunResult RunWith(SchemeGenerator generator, params TableauText[] files) =>
        Driver(generator, [], files).RunGenerators(Empty.AddSyntaxTrees(files.Where(file => file.IsCSharp).Select(file => CSharpSyntaxTree.ParseText(file.GetText()!)))).GetRunResult().Results[0];

    [ModuleInitializer]
    public static void Initialize() => VerifySourceGenerators.Initialize();
}

/// <summary>What a project says of itself and of its files.</summary>
internal sealed class ProjectOptions : AnalyzerConfigOptionsProvider
{
    public string RootNamespace { get; init; } = "HoDsl";

    /// <summary>Other properties.</summary>
    public ImmutableArray<(string Key, string Value)> Global { get; init; } = [];

    /// <summary>The namespaces of files, by path, beside those that the files bring.</summary>
    public ImmutableDictionary<string, string> Namespaces { get; init; } = ImmutableDictionary<string, string>.Empty;

    public override AnalyzerConfigOptions GlobalOptions => new Values([("build_property.RootNamespace", RootNamespace), .. Global]);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values();

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
        (Namespaces.GetValueOrDefault(textFile.Path) ?? (textFile as TableauText)?.Namespace) is { } own
            ? new Values(("build_metadata.AdditionalFiles.Namespace", own))
            : new Values();

    private sealed class Values(params (string Key, string Value)[] pairs) : AnalyzerConfigOptions
    {
        private readonly ImmutableDictionary<string, string> values = pairs.ToImmutableDictionary(pair => pair.Key, pair => pair.Value);

        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}

/// <summary>A tableau file in memory; without a text it is one that is gone.</summary>
internal class TableauText(string path, string? text, string? @namespace = null) : AdditionalText
{
    public override string Path => path;

    public string? Namespace => @namespace;

    public bool IsCSharp => path.EndsWith(".cs", StringComparison.Ordinal);

    public override SourceText? GetText(CancellationToken cancellationToken = default) => text is null ? null : SourceText.From(text);
}

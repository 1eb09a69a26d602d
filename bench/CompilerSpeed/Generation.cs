using BenchmarkDotNet.Attributes;
using HoDsl.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HoDsl.Bench.CompilerSpeed;

/// <summary>All code of a project of 1,000 tableau files.</summary>
public class Generation
{
    internal const int Files = 1_000;

    internal static readonly CSharpCompilation Compilation = CSharpCompilation.Create("Project");

    private TableauText[] _files = [];

    /// <summary>What is in the files: the built-in schemes under other names, whose tableaux come again and again, or a tableau of its own in each.</summary>
    [Params("built-in schemes", "1,000 tableaux")]
    public string What { get; set; } = "";

    [GlobalSetup]
    public void MakeProject() => _files = [.. What == "built-in schemes" ? TableauFiles.Project(Files) : TableauFiles.Family(Files)];

    [Benchmark]
    [Limit(2_000)]
    public GeneratorDriver Everything() => Run(_files);

    /// <summary>A driver that has run; every file must have become code, and so must the catalogue.</summary>
    internal static GeneratorDriver Run(IEnumerable<TableauText> files)
    {
        var driver = CSharpGeneratorDriver.Create([new SchemeGenerator().AsSourceGenerator()], files).RunGenerators(Compilation);
        var result = driver.GetRunResult().Results[0];
        return result.GeneratedSources.Length == Files + 1 ? driver
            : throw new InvalidOperationException($"{result.GeneratedSources.Length} files of code; {result.Exception}{string.Join("\n", result.Diagnostics)}");
    }
}

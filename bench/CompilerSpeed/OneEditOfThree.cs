using BenchmarkDotNet.Attributes;
using Microsoft.CodeAnalysis;

namespace HoDsl.Bench.CompilerSpeed;

/// <summary>One edit of a scheme of 16 stages that two others extend: all three are proved anew, and their code is written anew.</summary>
public class OneEditOfThree
{
    internal const string What = "a tolerance of three schemes";

    private readonly OneEdit _edit = new() { What = What };

    [GlobalSetup]
    public void MakeProject() => _edit.MakeProject();

    /// <summary>Each scheme may take as long as one that is edited alone.</summary>
    [Benchmark]
    [Limit(3 * 20)]
    public GeneratorDriver Edit() => _edit.Edit();
}

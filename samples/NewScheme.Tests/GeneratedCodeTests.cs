using System.Runtime.CompilerServices;
using HoDsl.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace NewScheme.Tests;

/// <summary>The code that the compiler makes of the sample's tableau, as it was accepted: a change of it is seen before it is trained.</summary>
public class GeneratedCodeTests
{
    [ModuleInitializer]
    internal static void Initialize() => VerifySourceGenerators.Initialize();

    [Theory]
    [InlineData("ssprk3")]
    public Task Code(string scheme)
    {
        var driver = CSharpGeneratorDriver.Create([new SchemeGenerator().AsSourceGenerator()], [new TableauFile($"{scheme}.tableau")]);
        return Verify(driver.RunGenerators(CSharpCompilation.Create("Sample"))).UseParameters(scheme);
    }

    private sealed class TableauFile(string name) : AdditionalText
    {
        public override string Path => name;

        public override SourceText GetText(CancellationToken cancellationToken = default) =>
            SourceText.From(File.ReadAllText(System.IO.Path.Combine(AppContext.BaseDirectory, name)));
    }
}

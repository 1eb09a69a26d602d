using System.Reflection;
using System.Text.RegularExpressions;
using HoDsl.Runtime.Blocks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HoDsl.Generator.Tests.Emit;

/// <summary>Whatever name a file gives to a scheme, a state, a coefficient or a value: it is refused, or the generated code compiles.</summary>
public class NamesTests
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    [Theory]
    [InlineData("Own")]
    [InlineData("map")]
    [InlineData("number")]
    public void A_name_is_refused_or_compiles(string role)
    {
        var texts = EveryOption.Files.SelectMany(file => Words(file).Select(word => Renamed(file, role, word)));
        var run = Generation.Run([.. texts.Select((text, i) => new TableauText($"{i}.tableau", text, $"N{i}"))]);
        Assert.Null(run.Exception);
        Assert.DoesNotContain(run.Diagnostics, finding => finding.Id == "HO0001");

        Assert.Equal([], GeneratedCode.Faults(run));
    }

    [Fact]
    public void Other_names_are_not_refused() =>
        Assert.DoesNotContain(Generation.Run([.. EveryOption.Files.Select((file, i) => new TableauText($"{i}.tableau", file, $"N{i}"))]).Diagnostics, finding => finding.Severity == DiagnosticSeverity.Error);

    /// <summary>Projects are called as folders are; the SDK makes the root namespace out of that.</summary>
    [Theory]
    [InlineData("Acme.Vision", "Acme.Vision")]
    [InlineData("my-app", "my_app")]
    [InlineData("2d+3d", "_2d_3d")]
    [InlineData("a..b", "a._.b")]
    [InlineData("Nets (copy)", "Nets__copy_")]
    [InlineData("return.class", "_return._class")]
    [InlineData("Équipe", "Équipe")]
    public void Whatever_a_project_is_called_its_code_compiles(string root, string @namespace)
    {
        var driver = Generation.Driver(EveryOption.Files.Select((file, i) => new TableauText($"{i}.tableau", file.Replace("Own", $"Own{i}", StringComparison.Ordinal), i == 0 ? null : root)).ToArray());
        var run = driver.WithUpdatedAnalyzerConfigOptions(new ProjectOptions { RootNamespace = root }).RunGenerators(Generation.Empty).GetRunResult().Results[0];

        Assert.Null(run.Exception);
        Assert.Equal(
            [$"{@namespace}.Own1.g.cs", $"{@namespace}.Own2.g.cs", $"{@namespace}.Own3.g.cs", $"{@namespace}.Schemes.Own0.g.cs", $"{@namespace}.Schemes.SchemeCatalog.g.cs"],
            run.GeneratedSources.Select(source => source.HintName).Order(StringComparer.Ordinal));
        Assert.Equal([], GeneratedCode.Faults(run));
    }

    /// <summary>Files are named after them, and file systems need not tell the cases apart.</summary>
    [Fact]
    public void Namespaces_that_differ_in_case_only_hold_no_two_schemes_of_one_name()
    {
        var run = Generation.Run(new TableauText("one.tableau", EveryOption.Files[0], "Acme"), new TableauText("two.tableau", EveryOption.Files[0], "ACME"));
        Assert.Null(run.Exception);
        Assert.Equal(["HO0114", "HO0114"], run.Diagnostics.Select(finding => finding.Id));
    }

    private static string Renamed(string file, string role, string name) => Regex.Replace(file, $@"\b{role}\b", name);

    // The words of the file's own code and of its base classes, beginning in either case, and those that have a meaning in C#.
    private static IEnumerable<string> Words(string file) => Generation.Run(new TableauText("own.tableau", file)).GeneratedSources
        .SelectMany(source => source.SyntaxTree.GetRoot().DescendantTokens()).Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.Text)
        .Concat(typeof(Block<>).GetMembers(Everything).Concat(typeof(StateBlock<>).GetMembers(Everything)).Select(member => member.Name).Where(name => char.IsUpper(name[0])))
        .SelectMany(word => new[] { word, char.ToLowerInvariant(word[0]) + word[1..] })
        .Concat(SyntaxFacts.GetKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText).Where(SyntaxFacts.IsValidIdentifier))
        .Distinct();
}

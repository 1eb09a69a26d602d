using System.Reflection;
using System.Text.RegularExpressions;
using HoDsl.Runtime.Networks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HoDsl.Generator.Tests.Emit;

/// <summary>Whatever name a file gives to a network, its scheme, its parameters and its items: it is refused, or the generated code compiles.</summary>
public class NetworkNamesTests
{
    private const BindingFlags Everything = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    [Theory]
    [InlineData("Own")]
    [InlineData("Open")]
    [InlineData("number")]
    [InlineData("stem")]
    public void A_name_is_refused_or_compiles(string role)
    {
        var words = Words().ToList();
        var run = Generation.Run([EveryOption.Step, .. words.Select((word, i) => new TableauText($"{i}.network", Regex.Replace(EveryOption.Network, $@"\b{role}\b", word), $"N{i}"))]);
        Assert.Null(run.Exception);
        Assert.DoesNotContain(run.Diagnostics, finding => finding.Id == "HO0001");
        Assert.Equal([], GeneratedCode.Faults(run));
    }

    /// <summary>A file is good for both backends: the modules of the packages have members that those of the own binding lack.</summary>
    [Theory]
    [InlineData("clearModules")]
    [InlineData("create")]
    [InlineData("getDefaultDeviceAndType")]
    [InlineData("hookRemover")]
    [InlineData("hType")]
    [InlineData("replaceBuffer")]
    [InlineData("replaceParameter")]
    public void Members_of_TorchSharps_modules_are_refused(string label) =>
        Assert.Contains(Generation.Run(EveryOption.Step, new("own.network", Regex.Replace(EveryOption.Network, @"\bstem\b", label))).Diagnostics, finding => finding.Id == "HO0109");

    [Fact]
    public void Other_names_are_not_refused() => Assert.Empty(Generation.Run(EveryOption.Step, new("own.network", EveryOption.Network)).Diagnostics);

    // Once without an open scheme: that class has members of its own.
    [Theory]
    [InlineData("Own")]
    [InlineData("stem")]
    public void So_it_is_where_the_scheme_is_given(string role)
    {
        var closed = EveryOption.Network.Replace("<Open = Step1>", "").Replace("Open(", "Step1(");
        var run = Generation.Run([EveryOption.Step, .. Words().Select((word, i) => new TableauText($"{i}.network", Regex.Replace(closed, $@"\b{role}\b", word), $"N{i}"))]);
        Assert.DoesNotContain(run.Diagnostics, finding => finding.Id == "HO0001");
        Assert.Equal([], GeneratedCode.Faults(run));
    }

    // The words of the file's own code and of its base classes, beginning in either case, and those that have a meaning in C#.
    private static IEnumerable<string> Words() => Generation.Run(EveryOption.Step, new("own.network", EveryOption.Network)).GeneratedSources
        .SelectMany(source => source.SyntaxTree.GetRoot().DescendantTokens()).Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.Text)
        .Concat(new[] { typeof(Network), typeof(Layers), typeof(Bodies) }.SelectMany(type => type.GetMembers(Everything)).Select(member => member.Name).Where(SyntaxFacts.IsValidIdentifier))
        .SelectMany(word => new[] { char.ToUpperInvariant(word[0]) + word[1..], char.ToLowerInvariant(word[0]) + word[1..] })
        .Concat(SyntaxFacts.GetKeywordKinds().Concat(SyntaxFacts.GetContextualKeywordKinds()).Select(SyntaxFacts.GetText).Where(SyntaxFacts.IsValidIdentifier))
        .Distinct();
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HoDsl.Generator.Tests.Incrementality;

/// <summary>What an edit makes the generator do again for networks.</summary>
public class NetworkIncrementalityTests
{
    private const string Text = "network One\ninput 3 x 32 x 32\nclasses 10\nconv 3x3, 8\nbody 1 blocks of Mine(vgg)\nglobal-average\nlinear classes\n";

    private static readonly TableauText Scheme = new("mine.tableau", "scheme Mine\norder 1\n 0 |\n---+---\n   | 1");
    private static readonly TableauText One = new("one.network", Text);
    private static readonly TableauText Two = new("two.network", Text.Replace("One", "Two"));

    [Fact]
    public void An_edit_of_CSharp_runs_nothing() => AssertRuns(
        """
        network sources    Cached Cached
        network files      Cached Cached
        network schemes    Cached
        network subnets    Cached
        network units      Cached Cached
        compiled networks  Cached Cached
        network findings
        network models     Cached Cached
        emitted networks   Cached Cached
        network catalog    Cached
        outputs            Cached Cached Cached Cached Cached
        """,
        driver => driver,
        Generation.Empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Unrelated;")));

    [Fact]
    public void A_comment_in_a_network_emits_nothing() => AssertRuns(
        """
        network sources    Modified Cached
        network files      Modified Cached
        network schemes    Cached
        network subnets    Cached
        network units      Modified Unchanged
        compiled networks  Unchanged Cached
        network findings
        network models     Cached Cached
        emitted networks   Cached Cached
        network catalog    Cached
        outputs            Cached Cached Cached Cached Cached
        """,
        driver => driver.ReplaceAdditionalText(One, new TableauText(One.Path, "# the first\n" + Text)));

    [Fact]
    public void An_edit_of_a_network_emits_its_code_and_no_other() => AssertRuns(
        """
        network sources    Modified Cached
        network files      Modified Cached
        network schemes    Cached
        network subnets    Cached
        network units      Modified Unchanged
        compiled networks  Modified Cached
        network findings
        network models     Modified Cached
        emitted networks   Modified Cached
        network catalog    Cached
        outputs            Cached Modified Cached Cached Cached
        """,
        driver => driver.ReplaceAdditionalText(One, new TableauText(One.Path, Text.Replace("3x3, 8", "3x3, 16"))));

    [Fact]
    public void An_edit_of_a_scheme_that_changes_nothing_for_networks_leaves_them() => AssertRuns(
        """
        network sources    Cached Cached
        network files      Cached Cached
        network schemes    Cached
        network subnets    Cached
        network units      Cached Cached
        compiled networks  Cached Cached
        network findings
        network models     Cached Cached
        emitted networks   Cached Cached
        network catalog    Cached
        outputs            Modified Cached Cached Cached Cached
        """,
        driver => driver.ReplaceAdditionalText(Scheme, new TableauText(Scheme.Path, "scheme Mine \"Euler\"\norder 1\n 0 |\n---+---\n   | 1")));

    [Fact]
    public void A_scheme_with_another_stage_makes_its_networks_anew() => AssertRuns(
        """
        network sources    Cached Cached
        network files      Cached Cached
        network schemes    Modified
        network subnets    Cached
        network units      Modified Modified
        compiled networks  Modified Modified
        network findings
        network models     Modified Modified
        emitted networks   Modified Modified
        network catalog    Cached
        outputs            Modified Modified Modified Cached Cached
        """,
        driver => driver.ReplaceAdditionalText(Scheme, new TableauText(Scheme.Path, "scheme Mine\norder 2\n 0 |\n 1/2 | 1/2\n---+---\n | 0 1")));

    [Fact]
    public void A_subnet_of_the_project_is_found()
    {
        var driver = Generation.Driver(new TableauText("own.network", Text.Replace("Mine(vgg)", "Euler(Own depth 3)")));
        var project = Generation.Empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(
            "namespace Acme.Parts; class Own : ISubnet<Own> { public static Own Create(StageInfo stage) => null; public static Own Create(StageInfo stage, int depth = 1) => null; }"));
        Assert.Equal("HO0415", Assert.Single(driver.RunGenerators(Generation.Empty).GetRunResult().Diagnostics).Id);
        var run = driver.RunGenerators(project).GetRunResult();
        Assert.Empty(run.Diagnostics);
        Assert.Contains("stage => global::Acme.Parts.Own.Create(stage, depth: 3)", run.GeneratedTrees.First(tree => tree.FilePath.Contains(".One.")).ToString());
    }

    private static void AssertRuns(string expected, Func<GeneratorDriver, GeneratorDriver> edit, Compilation? after = null) =>
        Assert.Equal(expected, RunReasons.After(SchemeGenerator.NetworkSteps.All, [Scheme, One, Two], edit, after));
}

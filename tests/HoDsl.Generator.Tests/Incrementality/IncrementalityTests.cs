using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace HoDsl.Generator.Tests.Incrementality;

/// <summary>What an edit makes the generator do again, by the reasons that Roslyn gives for each step.</summary>
public class IncrementalityTests
{
    private static readonly TableauText One = new("one.tableau", "scheme One\norder 1\n 0 |\n---+---\n   | 1");
    private static readonly TableauText Two = new("two.tableau", "scheme Two\norder 1\n 0 |\n---+---\n   | 1");
    private static readonly TableauText OneWithComment = new("one.tableau", "scheme One\norder 1\n 0 |\n---+---\n   | 1 # Euler 1768");
    private static readonly TableauText OneWithTitle = new("one.tableau", "scheme One \"Euler\"\norder 1\n 0 |\n---+---\n   | 1");
    private static readonly TableauText TwoOnOne = new("two.tableau", "scheme Two extends One\nweights shared");

    [Fact]
    public void An_unrelated_edit_runs_nothing()
    {
        var run = Edited(driver => driver, [One, Two], Generation.Empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Unrelated;")));
        foreach (var step in new[] { SchemeGenerator.Steps.Files, SchemeGenerator.Steps.Units, SchemeGenerator.Steps.Compiled, SchemeGenerator.Steps.Models, SchemeGenerator.Steps.Catalog })
            Assert.All(Reasons(run, step), reason => Assert.True(reason is Cached, $"{step} is {reason}"));
        Assert.All(Outputs(run), reason => Assert.Equal(Cached, reason));
    }

    [Fact]
    public void An_edited_comment_changes_no_model_and_emits_nothing()
    {
        var run = Edited(driver => driver.ReplaceAdditionalText(One, OneWithComment), [One, Two]);
        Assert.Equal([Modified, Cached], Reasons(run, SchemeGenerator.Steps.Files));
        Assert.Equal([Modified, Unchanged], Reasons(run, SchemeGenerator.Steps.Units));
        Assert.Equal([Unchanged, Cached], Reasons(run, SchemeGenerator.Steps.Compiled));
        Assert.Equal([Cached, Cached], Reasons(run, SchemeGenerator.Steps.Models));
        Assert.All(Outputs(run), reason => Assert.Equal(Cached, reason));
    }

    [Fact]
    public void An_edit_of_one_file_compiles_no_other()
    {
        var run = Edited(driver => driver.ReplaceAdditionalText(One, OneWithTitle), [One, Two]);
        Assert.Equal([Modified, Cached], Reasons(run, SchemeGenerator.Steps.Compiled));
        Assert.Equal([Modified, Cached], Reasons(run, SchemeGenerator.Steps.Models));
        Assert.Equal([Cached], Reasons(run, SchemeGenerator.Steps.Catalog));
        Assert.Equal(1, Outputs(run).Count(reason => reason == Modified));
    }

    [Fact]
    public void An_edited_base_compiles_what_extends_it_and_no_more()
    {
        var three = new TableauText("three.tableau", "scheme Three\norder 1\n 0 |\n---+---\n   | 1");
        var run = Edited(driver => driver.ReplaceAdditionalText(One, new TableauText("one.tableau", "scheme One\norder 1\nafter relu\n 0 |\n---+---\n   | 1")), [One, TwoOnOne, three]);
        Assert.Equal([Modified, Modified, Cached], Reasons(run, SchemeGenerator.Steps.Models));
    }

    [Fact]
    public void A_new_file_adds_its_own_output_and_changes_the_catalogue()
    {
        var run = Edited(driver => driver.AddAdditionalTexts([Two]), [One]);
        Assert.Equal([Cached, New], Reasons(run, SchemeGenerator.Steps.Models));
        Assert.Equal([Modified], Reasons(run, SchemeGenerator.Steps.Catalog));
    }

    private static GeneratorRunResult Edited(Func<GeneratorDriver, GeneratorDriver> edit, TableauText[] files, Compilation? after = null) =>
        edit(Generation.Driver(files).RunGenerators(Generation.Empty)).RunGenerators(after ?? Generation.Empty).GetRunResult().Results[0];

    private static IEnumerable<IncrementalStepRunReason> Reasons(GeneratorRunResult run, string step) =>
        run.TrackedSteps[step].SelectMany(tracked => tracked.Outputs).Select(output => output.Reason);

    private static IEnumerable<IncrementalStepRunReason> Outputs(GeneratorRunResult run) =>
        run.TrackedOutputSteps.SelectMany(pair => pair.Value).SelectMany(step => step.Outputs).Select(output => output.Reason);
}

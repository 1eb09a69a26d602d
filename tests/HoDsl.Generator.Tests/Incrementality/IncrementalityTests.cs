using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace HoDsl.Generator.Tests.Incrementality;

/// <summary>What an edit makes the generator do again: for every step the reasons that Roslyn gives, one an item, in the order of the files.</summary>
/// <remarks>
/// The outputs are in the order in which the generator registers them: first the findings, then a file of code per scheme, at last the
/// catalogue. Cached is what did not run, Unchanged what ran and gave the same as before: nothing behind it runs.
/// </remarks>
public class IncrementalityTests
{
    private static readonly TableauText One = new("one.tableau", "scheme One\norder 1\n 0 |\n---+---\n   | 1");
    private static readonly TableauText Two = new("two.tableau", "scheme Two\norder 1\n 0 |\n---+---\n   | 1");
    private static readonly TableauText Three = new("three.tableau", "scheme Three\norder 1\n 0 |\n---+---\n   | 1");
    private static readonly TableauText TwoOnOne = new("two.tableau", "scheme Two extends One\nweights shared");
    private static readonly TableauText Unclaimed = new("one.tableau", "scheme One\n 0 |\n---+---\n   | 1");
    private static readonly TableauText Wrong = new("one.tableau", "scheme One\norder 2\n 0 |\n---+---\n   | 1");
    private static readonly TableauText Notes = new("notes.txt", "Euler's method is the simplest.");

    private const string NothingRuns = """
        sources   Cached Cached
        files     Cached Cached
        library   Cached
        units     Cached Cached
        compiled  Cached Cached
        findings
        models    Cached Cached
        emitted   Cached Cached
        names     Cached Cached
        root      Cached
        catalog   Cached
        outputs   Cached Cached Cached
        """;

    [Fact]
    public void An_edit_of_CSharp_runs_nothing() => AssertRuns(
        NothingRuns,
        [One, Two],
        driver => driver,
        Generation.Empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Unrelated;")));

    [Fact]
    public void An_edit_of_a_file_that_is_no_tableau_runs_nothing() => AssertRuns(
        NothingRuns,
        [One, Notes, Two],
        driver => driver.ReplaceAdditionalText(Notes, new TableauText("notes.txt", "Euler's method is the oldest.")));

    [Fact]
    public void A_file_that_is_no_tableau_comes_and_nothing_runs() => AssertRuns(NothingRuns, [One, Two], driver => driver.AddAdditionalTexts([Notes]));

    /// <summary>Another comment, or other blanks: the file is read and compiled, to the same model.</summary>
    [Theory]
    [InlineData("scheme One\norder 1\n 0 |\n---+---\n   | 1 # Euler 1768")]
    [InlineData("\r\n# Euler 1768\r\nscheme   One\r\n\r\norder 1\r\n\t0 |\r\n-----+-----\r\n|     1\r\n")]
    public void An_edit_that_changes_no_model_emits_nothing(string text) => AssertRuns(
        """
        sources   Modified Cached
        files     Modified Cached
        library   Modified
        units     Modified Unchanged
        compiled  Unchanged Cached
        findings
        models    Cached Cached
        emitted   Cached Cached
        names     Cached Cached
        root      Cached
        catalog   Cached
        outputs   Cached Cached Cached
        """,
        [One, Two],
        Replace(One, text));

    [Fact]
    public void An_edit_that_moves_a_finding_reports_it_anew_and_emits_nothing() => AssertRuns(
        """
        sources   Modified Cached
        files     Modified Cached
        library   Modified
        units     Modified Unchanged
        compiled  Modified Cached
        findings  Modified
        models    Unchanged Cached
        emitted   Cached Cached
        names     Cached Cached
        root      Cached
        catalog   Cached
        outputs   Modified Cached Cached Cached
        """,
        [Unclaimed, Two],
        Replace(Unclaimed, "# Euler 1768\n" + Unclaimed.GetText()));

    [Fact]
    public void An_edit_of_a_model_emits_its_code_and_no_other() => AssertRuns(
        """
        sources   Modified Cached
        files     Modified Cached
        library   Modified
        units     Modified Unchanged
        compiled  Modified Cached
        findings
        models    Modified Cached
        emitted   Modified Cached
        names     Unchanged Cached
        root      Cached
        catalog   Cached
        outputs   Modified Cached Cached
        """,
        [One, Two],
        Replace(One, "scheme One \"Euler\"\norder 1\n 0 |\n---+---\n   | 1"));

    [Fact]
    public void An_edited_base_compiles_what_extends_it_and_no_more() => AssertRuns(
        """
        sources   Modified Cached Cached
        files     Modified Cached Cached
        library   Modified
        units     Modified Modified Unchanged
        compiled  Modified Modified Cached
        findings
        models    Modified Modified Cached
        emitted   Modified Modified Cached
        names     Unchanged Unchanged Cached
        root      Cached
        catalog   Cached
        outputs   Modified Modified Cached Cached
        """,
        [One, TwoOnOne, Three],
        Replace(One, "scheme One\norder 1\nafter relu\n 0 |\n---+---\n   | 1"));

    [Fact]
    public void An_edit_of_what_extends_leaves_the_base_alone() => AssertRuns(
        """
        sources   Cached Modified Cached
        files     Cached Modified Cached
        library   Modified
        units     Unchanged Modified Unchanged
        compiled  Cached Modified Cached
        findings
        models    Cached Modified Cached
        emitted   Cached Modified Cached
        names     Cached Unchanged Cached
        root      Cached
        catalog   Cached
        outputs   Cached Modified Cached Cached
        """,
        [One, TwoOnOne, Three],
        Replace(TwoOnOne, "scheme Two extends One\nafter relu"));

    [Fact]
    public void A_comment_in_a_base_emits_nothing() => AssertRuns(
        """
        sources   Modified Cached Cached
        files     Modified Cached Cached
        library   Modified
        units     Modified Modified Unchanged
        compiled  Unchanged Unchanged Cached
        findings
        models    Cached Cached Cached
        emitted   Cached Cached Cached
        names     Cached Cached Cached
        root      Cached
        catalog   Cached
        outputs   Cached Cached Cached Cached
        """,
        [One, TwoOnOne, Three],
        Replace(One, One.GetText() + " # Euler 1768"));

    [Fact]
    public void A_renamed_scheme_changes_its_code_and_the_catalogue() => AssertRuns(
        """
        sources   Modified Cached
        files     Modified Cached
        library   Modified
        units     Modified Unchanged
        compiled  Modified Cached
        findings
        models    Modified Cached
        emitted   Modified Cached
        names     Modified Cached
        root      Cached
        catalog   Modified
        outputs   Modified Cached Modified
        """,
        [One, Two],
        Replace(One, "scheme Euler\norder 1\n 0 |\n---+---\n   | 1"));

    [Fact]
    public void A_base_that_is_renamed_away_fails_what_extends_it() => AssertRuns(
        """
        sources   Modified Cached Cached
        files     Modified Cached Cached
        library   Modified
        units     Modified Modified Unchanged
        compiled  Modified Modified Cached
        findings  New
        models    Modified Removed Cached
        emitted   Modified Removed Cached
        names     Modified Removed Cached
        root      Cached
        catalog   Modified
        outputs   New Modified Removed Cached Modified
        """,
        [One, TwoOnOne, Three],
        Replace(One, "scheme Euler1768\norder 1\n 0 |\n---+---\n   | 1"));

    [Fact]
    public void A_new_file_adds_its_own_code_and_changes_the_catalogue() => AssertRuns(
        """
        sources   Cached New
        files     Cached New
        library   Modified
        units     Unchanged New
        compiled  Cached New
        findings
        models    Cached New
        emitted   Cached New
        names     Cached New
        root      Cached
        catalog   Modified
        outputs   Cached New Modified
        """,
        [One],
        driver => driver.AddAdditionalTexts([Two]));

    [Fact]
    public void A_removed_file_takes_its_own_code_away_and_changes_the_catalogue() => AssertRuns(
        """
        sources   Removed Cached
        files     Removed Cached
        library   Modified
        units     Removed Unchanged
        compiled  Removed Cached
        findings
        models    Removed Cached
        emitted   Removed Cached
        names     Removed Cached
        root      Cached
        catalog   Modified
        outputs   Removed Cached Modified
        """,
        [One, Two],
        driver => driver.RemoveAdditionalTexts([One]));

    [Fact]
    public void A_claim_that_becomes_false_takes_the_code_away_and_leaves_a_finding() => AssertRuns(
        """
        sources   Modified Cached
        files     Modified Cached
        library   Modified
        units     Modified Unchanged
        compiled  Modified Cached
        findings  New
        models    Removed Cached
        emitted   Removed Cached
        names     Removed Cached
        root      Cached
        catalog   Modified
        outputs   New Removed Cached Modified
        """,
        [One, Two],
        Replace(One, Wrong.GetText()!.ToString()));

    [Fact]
    public void A_claim_that_is_mended_brings_the_code_back_and_takes_the_finding_away() => AssertRuns(
        """
        sources   Modified Cached
        files     Modified Cached
        library   Modified
        units     Modified Unchanged
        compiled  Modified Cached
        findings  Removed
        models    New Cached
        emitted   New Cached
        names     New Cached
        root      Cached
        catalog   Modified
        outputs   Removed New Cached Modified
        """,
        [Wrong, Two],
        Replace(Wrong, One.GetText()!.ToString()));

    /// <summary>The options change as a whole, but what they say of the other file is what they said before.</summary>
    [Fact]
    public void Another_namespace_of_one_file_moves_its_code_and_no_other() => AssertRuns(
        """
        sources   Modified Unchanged
        files     Modified Cached
        library   Modified
        units     Modified Unchanged
        compiled  Modified Cached
        findings
        models    Modified Cached
        emitted   Modified Cached
        names     Modified Cached
        root      Unchanged
        catalog   Modified
        outputs   Modified Cached Modified
        """,
        [One, Two],
        driver => driver.WithUpdatedAnalyzerConfigOptions(new ProjectOptions { Namespaces = ImmutableDictionary<string, string>.Empty.Add(One.Path, "Acme.Schemes") }));

    [Fact]
    public void Another_root_namespace_moves_all_code() => AssertRuns(
        """
        sources   Modified Modified
        files     Modified Modified
        library   Modified
        units     Modified Modified
        compiled  Modified Modified
        findings
        models    Modified Modified
        emitted   Modified Modified
        names     Modified Modified
        root      Modified
        catalog   Modified
        outputs   Modified Modified Modified
        """,
        [One, Two],
        driver => driver.WithUpdatedAnalyzerConfigOptions(new ProjectOptions { RootNamespace = "Acme" }));

    [Fact]
    public void Options_that_say_nothing_of_schemes_compile_nothing() => AssertRuns(
        """
        sources   Unchanged Unchanged
        files     Cached Cached
        library   Cached
        units     Cached Cached
        compiled  Cached Cached
        findings
        models    Cached Cached
        emitted   Cached Cached
        names     Cached Cached
        root      Unchanged
        catalog   Cached
        outputs   Cached Cached Cached
        """,
        [One, Two],
        driver => driver.WithUpdatedAnalyzerConfigOptions(new ProjectOptions()));

    [Fact]
    public void Help_pages_at_another_address_are_reported_and_nothing_is_emitted() => AssertRuns(
        """
        sources   Unchanged Unchanged
        files     Cached Cached
        library   Cached
        units     Cached Cached
        compiled  Cached Cached
        findings  Modified
        models    Cached Cached
        emitted   Cached Cached
        names     Cached Cached
        root      Unchanged
        catalog   Cached
        outputs   Modified Cached Cached Cached
        """,
        [Unclaimed, Two],
        driver => driver.WithUpdatedAnalyzerConfigOptions(new ProjectOptions { Global = [("build_property.HoDslHelp", "https://help.example/")] }));

    private static Func<GeneratorDriver, GeneratorDriver> Replace(TableauText file, string text) =>
        driver => driver.ReplaceAdditionalText(file, new TableauText(file.Path, text));

    private static void AssertRuns(string expected, TableauText[] files, Func<GeneratorDriver, GeneratorDriver> edit, Compilation? after = null) =>
        Assert.Equal(expected, RunReasons.After(SchemeGenerator.Steps.All, files, edit, after));
}

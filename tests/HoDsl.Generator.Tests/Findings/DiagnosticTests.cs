using HoDsl.Generator.Emit;
using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Schemes;
using HoDsl.Generator.Schemes.Claims;
using HoDsl.Generator.Schemes.Facts;
using HoDsl.Generator.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace HoDsl.Generator.Tests.Findings;

/// <summary>What the compiler finds reaches the build as it is.</summary>
public class DiagnosticTests
{
    private const string Good = "scheme Good\norder 1\n 0 |\n---+---\n   | 1";

    [Fact]
    public void A_finding_becomes_a_diagnostic_at_its_place()
    {
        var diagnostic = Assert.Single(Generation.Run(new TableauText("a.tableau", Good.Replace("order 1", "order 2"))).Diagnostics);
        Assert.Equal(
            "a.tableau(5,6): error HO0201: 'Good' claims order 2 but has order 1: an explicit method has no order above its number of stages",
            diagnostic.ToString());
    }

    [Fact]
    public void A_diagnostic_covers_the_whole_token()
    {
        var text = Good.Replace("order 1", "ordre 1");
        var location = Assert.Single(Generation.Run(new TableauText("a.tableau", text)).Diagnostics).Location;
        Assert.Equal(new(new(1, 0), new(1, 5)), location.GetLineSpan().Span);
        Assert.Equal("ordre", text.Substring(location.SourceSpan.Start, location.SourceSpan.Length));
    }

    [Fact]
    public void A_bad_file_harms_no_other()
    {
        var result = Generation.Run(new("a.tableau", "scheme Bad\nordre"), new("b.tableau", Good), new("c.tableau", null));
        Assert.Equal(["HO0102", "HO0002"], result.Diagnostics.Select(diagnostic => diagnostic.Id));
        Assert.Equal(["HoDsl.Schemes.Good.g.cs", "HoDsl.Schemes.SchemeCatalog.g.cs"], result.GeneratedSources.Select(source => source.HintName));
    }

    [Fact]
    public void A_crash_while_a_scheme_is_compiled_is_a_finding_in_its_file()
    {
        var file = new ParsedFile(new SourceFile("a.tableau", Good, "Test"));
        var impossible = new SchemeUnit(file, new[] { (ParsedFile)null! }.ToEquatableArray(), default);
        var finding = Assert.Single(SchemeCompiler.Compile(impossible).Findings);
        Assert.StartsWith("a.tableau(1,1): error HO0001: the compiler failed on this file, which is a fault of the compiler: NullReferenceException: ", finding.ToString());
    }

    [Fact]
    public void A_crash_while_code_is_written_harms_no_other_file()
    {
        var crashing = new SchemeGenerator((scheme, cancellation) => scheme.Name == "Bad" ? throw new InvalidOperationException("no such case") : SchemeEmitter.Emit(scheme, cancellation));
        var result = Generation.RunWith(crashing, new("a.tableau", Good.Replace("Good", "Bad")), new("b.tableau", Good));
        Assert.Null(result.Exception);
        Assert.Equal(
            ["a.tableau(1,1): error HO0001: the compiler failed on this file, which is a fault of the compiler: InvalidOperationException: no such case"],
            result.Diagnostics.Select(diagnostic => diagnostic.ToString()));
        Assert.Equal(["HoDsl.Schemes.Good.g.cs", "HoDsl.Schemes.SchemeCatalog.g.cs"], result.GeneratedSources.Select(source => source.HintName));
        Assert.DoesNotContain("Bad", result.GeneratedSources[1].SourceText.ToString());
    }

    /// <summary>An editor that goes on does not want what is computed of the text before.</summary>
    [Fact]
    public void A_compilation_that_is_cancelled_ends_and_is_no_finding()
    {
        var file = new ParsedFile(new SourceFile("a.tableau", Good.Replace("   | 1", "   | 1/97"), "Test"));
        Assert.Throws<OperationCanceledException>(() => SchemeCompiler.Compile(new SchemeLibrary([file]).Resolve(file), new CancellationToken(canceled: true)));
    }

    [Fact]
    public void The_search_for_a_misprint_can_be_cancelled()
    {
        using var editor = new CancellationTokenSource();
        var scheme = Compile.Valid("scheme S\n |\n---+---\n | 1/2");
        var verdict = new Verdict(scheme.Tableau, new ClaimSet([null], new(1, 0), null), editor.Token);
        Assert.False(verdict.AllHold);
        editor.Cancel();
        Assert.Throws<OperationCanceledException>(() => Misprint.Find(verdict));
    }

    [Fact]
    public void A_generation_that_is_cancelled_ends_and_is_no_finding()
    {
        using var editor = new CancellationTokenSource();
        var generator = new SchemeGenerator((_, _) =>
        {
            editor.Cancel();
            throw new OperationCanceledException(editor.Token);
        });
        Assert.Throws<OperationCanceledException>(() => Generation.Driver(generator, [], new TableauText("a.tableau", Good)).RunGenerators(Generation.Empty, editor.Token));
    }

    /// <summary>The facts take the longest, and of these the sums over the trees and the polynomials.</summary>
    [Fact]
    public void The_facts_of_a_scheme_can_be_cancelled()
    {
        using var editor = new CancellationTokenSource();
        editor.Cancel();
        var scheme = Compile.Valid("scheme S\n |\n | 1/101\n---+---\n | 1/103 1/107");
        Assert.Throws<OperationCanceledException>(() => SchemeEmitter.Emit(scheme, editor.Token));
        Assert.Throws<OperationCanceledException>(() => LiveMaps.Of(scheme, editor.Token));
        Assert.Throws<OperationCanceledException>(() => ErrorNorm.Of(scheme.Tableau, scheme.Tableau.Weights, 1, editor.Token));
        Assert.Throws<OperationCanceledException>(() => AbsoluteMonotonicity.Radius(scheme.Tableau, editor.Token));
    }

    [Fact]
    public void A_file_that_cannot_be_opened_harms_no_other()
    {
        var result = Generation.Run(new LockedText("a.tableau"), new TableauText("b.tableau", Good));
        Assert.Null(result.Exception);
        Assert.Equal("a.tableau(1,1): error HO0002: the file cannot be read", Assert.Single(result.Diagnostics).ToString());
        Assert.Equal(2, result.GeneratedSources.Length);
    }

    [Theory]
    [InlineData(null, "docs/diagnostics/HO0102.md")]
    [InlineData("https://example.org/hodsl/", "https://example.org/hodsl/docs/diagnostics/HO0102.md")]
    public void A_diagnostic_links_to_its_page_where_the_project_says_the_pages_are(string? place, string link)
    {
        var options = place is null ? [] : new[] { ("build_property.HoDslHelp", place) };
        var diagnostic = Generation.Driver(new SchemeGenerator(), options, new TableauText("a.tableau", "ordre")).RunGenerators(Generation.Empty).GetRunResult().Diagnostics[0];
        Assert.Equal(link, diagnostic.Descriptor.HelpLinkUri);
    }

    [Fact]
    public void Two_files_of_one_name_get_a_diagnostic_each_and_no_crash()
    {
        var result = Generation.Run(new("a.tableau", Good), new("b.tableau", Good));
        Assert.Null(result.Exception);
        Assert.Equal(["a.tableau", "b.tableau"], result.Diagnostics.Select(diagnostic => diagnostic.Location.GetLineSpan().Path));
        Assert.Empty(result.GeneratedSources);
    }

    [Fact]
    public void An_items_own_namespace_is_taken()
    {
        var result = Generation.Run(new TableauText("a.tableau", Good, "Acme.Methods"));
        Assert.Equal(["Acme.Methods.Good.g.cs", "HoDsl.Schemes.SchemeCatalog.g.cs"], result.GeneratedSources.Select(source => source.HintName).Order());
        Assert.Contains("namespace Acme.Methods;", result.GeneratedSources[0].SourceText.ToString());
    }

    [Fact]
    public void Every_rule_has_an_id_of_its_own() => Assert.Equal(Rules.All.Count, Rules.All.Select(rule => rule.Id).Distinct().Count());

    [Fact]
    public void Every_rule_is_listed() =>
        Assert.Equal(typeof(Rules).GetFields().Select(field => field.GetValue(null)), Rules.All.Cast<object?>());

    private sealed class LockedText(string path) : TableauText(path, null)
    {
        public override SourceText GetText(CancellationToken cancellationToken = default) => throw new IOException("another program holds it");
    }
}

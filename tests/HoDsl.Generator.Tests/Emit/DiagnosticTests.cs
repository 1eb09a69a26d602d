using HoDsl.Generator.Findings;
using Microsoft.CodeAnalysis;

namespace HoDsl.Generator.Tests.Emit;

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
    public void A_bad_file_harms_no_other()
    {
        var result = Generation.Run(new("a.tableau", "scheme Bad\nordre"), new("b.tableau", Good), new("c.tableau", null));
        Assert.Equal(["HO0102", "HO0002"], result.Diagnostics.Select(diagnostic => diagnostic.Id));
        Assert.Equal(["HoDsl.Schemes.Good.g.cs", "HoDsl.Schemes.SchemeCatalog.g.cs"], result.GeneratedSources.Select(source => source.HintName));
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
}

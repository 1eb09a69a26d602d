using System.Globalization;
using HoDsl.Generator.Findings;
using HoDsl.Generator.Schemes;
using Microsoft.CodeAnalysis;

namespace HoDsl.Generator.Tests.Schemes;

/// <summary>The schemes that the compiler carries, which are the files of schemes/.</summary>
public class BuiltInSchemesTests
{
    private const string OwnTableau = "\norder 1\n 0 |\n---+---\n   | 1";

    private static readonly IReadOnlyList<CompiledScheme> BuiltIn = SchemeCompiler.CompileBuiltIn();

    [Fact]
    public void Each_is_valid_and_says_what_it_is_and_where_it_was_published() => Assert.All(BuiltIn, file =>
    {
        Assert.DoesNotContain(file.Findings, finding => finding.Rule.Severity != Severity.Info);
        Assert.NotNull(file.Scheme?.Title);
        Assert.NotNull(file.Scheme.Source);
    });

    [Fact]
    public void Only_those_without_an_order_claim_none() => Assert.All(BuiltIn, file =>
        Assert.Equal(file.Scheme!.Order == 0, file.Findings.Any(finding => finding.Rule == Rules.ProvedOrder)));

    [Fact]
    public void Each_has_the_name_of_its_file() => Assert.All(BuiltIn, file =>
        Assert.Equal(FileName(file).Replace("-", ""), file.Scheme!.Name, ignoreCase: true));

    [Fact]
    public void The_documentation_has_a_row_for_each_with_its_facts()
    {
        var rows = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "docs", "schemes.md")).Where(line => line.StartsWith("| [", StringComparison.Ordinal)).ToList();
        Assert.All(BuiltIn, file => Assert.True(rows.Contains(Row(file)), $"docs/schemes.md lacks the row\n{Row(file)}"));
        Assert.Equal(BuiltIn.Count, rows.Count);
    }

    [Fact]
    public void A_project_may_have_schemes_of_its_own_with_their_names()
    {
        var own = BuiltIn.Select(file => new TableauText($"{FileName(file)}.tableau", $"scheme {file.Scheme!.Name}{OwnTableau}", "Acme.Schemes")).ToArray();
        var run = Generation.Run(own);
        Assert.Empty(run.Diagnostics);
        Assert.Equal(
            BuiltIn.Select(file => $"Acme.Schemes.{file.Scheme!.Name}.g.cs").Order(StringComparer.Ordinal),
            run.GeneratedSources.Select(source => source.HintName).Where(name => name.StartsWith("Acme", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_projects_own_scheme_is_extended_before_the_built_in_one_of_its_name()
    {
        var mine = Compile.Files(("heun3.tableau", $"scheme Heun3{OwnTableau}"), ("mine.tableau", "scheme Mine extends Heun3"))[1];
        Assert.Empty(mine.Findings);
        Assert.Equal(1, mine.Scheme!.Tableau.Stages);
    }

    private static string FileName(CompiledScheme file) => Path.GetFileNameWithoutExtension(file.Path);

    private static string Row(CompiledScheme file)
    {
        var scheme = file.Scheme!;
        var stages = Text(scheme.Tableau.Stages);
        var used = scheme.StagesUsed.Count < scheme.Tableau.Stages ? $"{Text(scheme.StagesUsed.Count)} of {stages}" : stages;
        var order = scheme.Order is null or 0 ? "" : Text(scheme.Order) + (scheme.EmbeddedOrder is null ? "" : $"({Text(scheme.EmbeddedOrder)})");
        return $"| [{scheme.Name}](../schemes/{FileName(file)}.tableau) | {scheme.Title} | {used} | {order} | {scheme.Source} |";
    }

    private static string Text(int? number) => string.Create(CultureInfo.InvariantCulture, $"{number}");
}

using HoDsl.Generator.Findings;

namespace HoDsl.Generator.Tests.Findings;

/// <summary>Every help page is true: its first file gets exactly what the page prints, its second one nothing.</summary>
public class HelpPageTests
{
    public static TheoryData<string> Ids => [.. Rules.All.Select(rule => rule.Id)];

    [Fact]
    public void Every_rule_has_a_page_and_every_page_a_rule() =>
        Assert.Equal(Rules.All.Select(rule => rule.Id).Order(StringComparer.Ordinal), HelpPage.Ids);

    [Theory, MemberData(nameof(Ids))]
    public void The_title_is_that_of_the_rule(string id)
    {
        var rule = Rules.All.Single(rule => rule.Id == id);
        Assert.Equal($"{id}: {rule.Title}", HelpPage.Read(id).Title);
        Assert.EndsWith($"/diagnostics/{id}.md", rule.HelpPage);
    }

    [Theory, MemberData(nameof(Ids))]
    public void The_faulty_file_gets_what_the_page_prints(string id)
    {
        var page = HelpPage.Read(id);
        Assert.Contains(page.Printed, line => line.Contains($" {id}: ", StringComparison.Ordinal));
        Assert.Equal(page.Printed, Generation.RunWith(GeneratorFor(id), page.FaultyFiles).Diagnostics.Select(diagnostic => diagnostic.ToString()));
    }

    [Theory, MemberData(nameof(Ids))]
    public void The_mended_file_gets_nothing_but_its_code(string id)
    {
        var files = HelpPage.Read(id).MendedFiles;
        var result = Generation.Run(files);
        Assert.Empty(result.Diagnostics);
        Assert.Equal(files.Count(file => !file.IsCSharp) + 1, result.GeneratedSources.Length);
    }

    [Fact]
    public void The_index_lists_every_rule_as_it_is() => Assert.Equal(
        Rules.All.OrderBy(rule => rule.Id, StringComparer.Ordinal).Select(rule => $"| [{rule.Id}]({rule.Id}.md) | {rule.Severity.ToString().ToLowerInvariant()} | {rule.Title} |"),
        HelpPage.Text("README").Split('\n').Where(line => line.StartsWith("| [HO", StringComparison.Ordinal)));

    // No file is known that crashes the compiler.
    private static SchemeGenerator GeneratorFor(string id) =>
        id == Rules.CompilerFailed.Id ? new((_, _) => throw new InvalidOperationException("no such case")) : new();
}

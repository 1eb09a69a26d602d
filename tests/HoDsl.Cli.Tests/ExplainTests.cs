using HoDsl.Generator.Findings;

namespace HoDsl.Cli.Tests;

public class ExplainTests
{
    [Fact]
    public void A_diagnostic_is_explained_whatever_the_case_of_its_id()
    {
        var (code, output, _) = Hodsl.Run("explain", "ho0121");
        Assert.Equal(0, code);
        Assert.StartsWith("# HO0121: Division by zero\n", output);
        Assert.Contains("error HO0121: division by zero", output);
        Assert.Contains("## The file mended", output);
    }

    [Fact]
    public void Every_diagnostic_has_its_page_in_the_program() => Assert.All(Rules.All, rule =>
        Assert.NotNull(typeof(CommandLine).Assembly.GetManifestResourceInfo($"{rule.Id}.md")));

    [Fact]
    public void Without_an_id_all_are_listed() =>
        Assert.Equal(Rules.All.Select(rule => rule.Id).Order(StringComparer.Ordinal), Hodsl.Run("explain").Output.TrimEnd().Split('\n').Select(line => line.Split(' ')[0]));

    [Theory]
    [InlineData("HO02O1", "error: There is no diagnostic 'HO02O1'; did you mean 'HO0201'?\n")]
    [InlineData("CS0246", "error: There is no diagnostic 'CS0246'; `hodsl explain` lists those there are.\n")]
    public void An_id_that_there_is_not_is_one_sentence(string id, string error)
    {
        var (code, output, errors) = Hodsl.Run("explain", id);
        Assert.Equal((2, "", error), (code, output, errors));
    }
}

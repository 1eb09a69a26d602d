namespace HoDsl.Cli.Tests;

public class SchemesTests
{
    /// <summary>What is not a terminal is taken to have 80 columns.</summary>
    [Fact]
    public void The_table_has_one_line_for_every_scheme()
    {
        var schemes = Hodsl.Run("schemes");
        Assert.Equal(0, schemes.Code);
        var lines = schemes.Output.Split('\n').Select(line => line.TrimEnd()).ToList();
        Assert.All(HoDsl.Schemes.SchemeCatalog.All, scheme => Assert.Single(
            lines, line => line.StartsWith(scheme.Name + " ", StringComparison.Ordinal) && line.EndsWith(" " + scheme.Title, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_pair_shows_both_orders_and_the_stages_that_are_computed() =>
        Assert.Matches(@"\nDormandPrince +5\(4\) +6 of 7 +Dormand and Prince's pair 5\(4\) *\n", Hodsl.Run("schemes").Output);
}

namespace HoDsl.Cli.Tests;

public class DidYouMeanTests
{
    [Theory]
    [InlineData("heun2", "heun3")]
    [InlineData("Huen3", "heun3")]
    [InlineData("midpiont", "midpoint")]
    [InlineData("xyz", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_offered_where_one_is_near(string typed, string? meant) =>
        Assert.Equal(meant, DidYouMean.Nearest(typed, ["heun3", "midpoint"]));
}

using HoDsl.Generator.Findings;

namespace HoDsl.Generator.Tests.Findings;

public class SuggestionTests
{
    [Theory]
    [InlineData("heun2", "heun3")]
    [InlineData("Huen3", "heun3")]
    [InlineData("midpiont", "midpoint")]
    [InlineData("xyz", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_offered_where_one_is_near(string typed, string? meant) =>
        Assert.Equal(meant, Suggestion.Nearest(typed, ["heun3", "midpoint"]));
}

using HoDsl.Generator.Findings;

namespace HoDsl.Generator.Tests.Findings;

/// <summary>Edits insert, delete or replace one character or swap two neighbours; a word is near that a third of its length of them gives, or one.</summary>
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

    [Theory]
    [InlineData("order", "order")]
    [InlineData("orde", "order")]
    [InlineData("rder", "order")]
    [InlineData("oorder", "order")]
    [InlineData("orderr", "order")]
    [InlineData("roder", "order")]
    [InlineData("ORDER", "order")]
    [InlineData("a", "b")]
    [InlineData("ab", "ba")]
    [InlineData("xxorder", "order")]
    [InlineData("orderxx", "order")]
    public void A_word_so_few_edits_away_is_near(string typed, string candidate) => Assert.Equal(candidate, Suggestion.Nearest(typed, [candidate]));

    [Theory]
    [InlineData("ordre", "xorder")]
    [InlineData("xxordre", "order")]
    [InlineData("roedr", "order")]
    [InlineData("ab", "c")]
    [InlineData("a", "bc")]
    [InlineData("abc", "abxyz")]
    [InlineData("order", "outer")]
    public void A_word_one_edit_farther_away_is_not(string typed, string candidate) => Assert.Null(Suggestion.Nearest(typed, [candidate]));

    [Fact]
    public void The_nearest_of_several_is_offered_and_the_first_of_those_as_near()
    {
        Assert.Equal("order", Suggestion.Nearest("orderx", ["boarder", "border", "order"]));
        Assert.Equal("heun2", Suggestion.Nearest("heun4", ["heun3", "heun2"]));
        Assert.Equal("abd", Suggestion.Nearest("abc", ["acb", "abd"]));
    }
}

using HoDsl.Generator.Schemes;

namespace HoDsl.Generator.Tests.Schemes;

/// <summary>A join is told by its weights: positive, of several stages and no state, and 1 together.</summary>
public class JoinTests
{
    [Theory]
    [InlineData(".", "1/2 1/2", true)]
    [InlineData(".", "1/3 2/3", true)]
    [InlineData(".", ". 1", false)]
    [InlineData(".", "1 1", false)]
    [InlineData(".", "3/2 -1/2", false)]
    [InlineData("1", "1/2 1/2", false)]
    [InlineData(".", "1-w w", false)]
    public void An_average_over_several_stages_is_a_join(string state, string stages, bool isJoin)
    {
        var plan = Plan.Of(Compile.Valid($"scheme S\nstates y\n{(stages.Contains('w') ? "param w learnable init 1/2\n" : "")}  | y | k1 k2\n  | 1 |\n  | 1 |\n--+---+---\ny | {state} | {stages}"));
        Assert.Equal(isJoin ? 2 : 0, plan.Columns);
        Assert.Equal(isJoin, plan.Results[0].IsJoin);
    }

    [Fact]
    public void Rows_that_are_the_same_are_one_join()
    {
        var plan = Plan.Of(Compile.Valid(TableauFiles.Read("schemes/fractal3")));
        Assert.Equal(["j1", "j2"], plan.Joins.Select(join => join.Name));
        Assert.Equal(3, plan.Columns);
        Assert.Equal(["j1[0]", "j1[1]"], plan.Stages[3].Input.Terms.Select(term => term.Symbol));
        Assert.Equal(["j1[0]", "j1[1]"], plan.Stages[5].Input.Terms.Select(term => term.Symbol));
        Assert.Equal(["j2[0]", "j2[1]", "j2[2]"], plan.Results[0].Terms.Select(term => term.Symbol));
    }
}

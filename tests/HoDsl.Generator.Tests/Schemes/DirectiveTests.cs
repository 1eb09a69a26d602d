using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes;

namespace HoDsl.Generator.Tests.Schemes;

/// <summary>Directives mean what docs/language.md says, and what it says where they are left out.</summary>
public class DirectiveTests
{
    [Fact]
    public void A_step_is_1_where_none_is_given() => Assert.Equal(new ConstantStep(1), Scheme("").Step);

    [Fact]
    public void A_step_is_the_number_given() => Assert.Equal(new ConstantStep(new Rational(1, 2)), Scheme("step 1/2").Step);

    [Theory]
    [InlineData("step learnable")]
    [InlineData("step learnable init 1 per block scales all")]
    public void A_learnable_step_begins_at_1_one_for_a_block_and_scales_all(string line) =>
        Assert.Equal(new LearnableStep(1, Range: null, IsPerChannel: false, ScalesOutputOnly: false), Scheme(line).Step);

    [Fact]
    public void A_learnable_step_has_what_its_line_says() => Assert.Equal(
        new LearnableStep(new Rational(1, 2), new(new Rational(1, 8), 4), IsPerChannel: true, ScalesOutputOnly: true),
        Scheme("step learnable init 1/2 range [1/8, 4] per channel scales output").Step);

    [Theory]
    [InlineData("1/8")]
    [InlineData("4")]
    public void A_step_may_begin_at_an_end_of_its_range(string end) => Assert.Empty(Compile.Errors($"scheme S extends RK4\nstep learnable init {end} range [1/8, 4]"));

    [Fact]
    public void A_range_of_one_number_is_empty() => Assert.Contains("HO0205", Assert.Single(Compile.Errors("scheme S extends RK4\nstep learnable range [1, 1]")));

    [Theory]
    [InlineData("param p learnable", "0", "0", false)]
    [InlineData("param p learnable init 1/2 per block", "1/2", "1/2", false)]
    [InlineData("param p learnable init uniform(-0.1, 1/3) per channel", "-1/10", "1/3", true)]
    [InlineData("param p learnable init uniform(1, 1)", "1", "1", false)]
    public void A_coefficient_has_what_its_line_says(string line, string low, string high, bool isPerChannel)
    {
        var coefficient = Assert.Single(Compile.Valid($"scheme S\n{line}\n 0 |\n---+---\n   | p").Coefficients);
        Assert.Equal(("p", low, high, isPerChannel), (coefficient.Name, coefficient.Low.ToString(), coefficient.High.ToString(), coefficient.IsPerChannel));
    }

    [Fact]
    public void A_draw_from_nothing_is_refused_at_its_bounds() => Assert.Equal(
        ["test.tableau(2,32): error HO0205: the range [1, 0] is empty: its first number must be the smaller"],
        Compile.Errors("scheme S\nparam p learnable init uniform(1, 0)\n 0 |\n---+---\n   | p"));

    [Theory]
    [InlineData("", false)]
    [InlineData("weights per stage", false)]
    [InlineData("weights shared", true)]
    public void Weights_are_shared_where_the_file_says_so(string line, bool areShared) => Assert.Equal(areShared, Scheme(line).SharesWeights);

    [Theory]
    [InlineData("", false)]
    [InlineData("after none", false)]
    [InlineData("after relu", true)]
    public void A_result_is_rectified_where_the_file_says_so(string line, bool isRectified) => Assert.Equal(isRectified, Scheme(line).EndsWithRelu);

    [Fact]
    public void Coefficients_of_different_names_are_different() => Assert.Equal(
        ["p", "q"],
        Compile.Valid("scheme S\nparam p learnable\nparam q learnable\n 0 |\n 1 | 1\n---+---\n   | p q").Coefficients.Select(coefficient => coefficient.Name));

    private static Scheme Scheme(string line) => Compile.Valid($"scheme S extends RK4\n{line}");
}

using HoDsl.Generator.Schemes;

namespace HoDsl.Generator.Tests.Schemes;

public class PlanTests
{
    private static readonly string Verner = TableauFiles.Read("schemes/verner89");

    /// <summary>HO-ResNet's block has 14 subnets: the last two stages serve the embedded weights alone.</summary>
    [Fact]
    public void Stages_that_the_output_does_not_reach_are_dropped() =>
        Assert.Equal(Enumerable.Range(1, 14), Plan.Of(Compile.Valid(Verner)).Stages.Select(stage => stage.Number));

    /// <summary>The embedded weights stand on the stages 1, 8 to 13, 15 and 16; stage 14 is read by nobody.</summary>
    [Fact]
    public void The_embedded_output_has_the_stages_that_it_needs() =>
        Assert.Equal([.. Enumerable.Range(1, 13), 15, 16], Plan.Of(Compile.Valid(Verner.Replace("let s", "output embedded\nlet s"))).Stages.Select(stage => stage.Number));

    [Fact]
    public void Both_outputs_together_need_all_stages() =>
        Assert.Equal(16, Plan.Of(Compile.Valid(Verner.Replace("let s", "output both\nlet s"))).Stages.Count);

    [Fact]
    public void A_constant_step_is_multiplied_into_every_coefficient()
    {
        var plan = Plan.Of(Compile.Valid("scheme Half extends RK4\nstep 1/2"));
        Assert.Equal("1/4", plan.Stages[1].Input.Terms[1].Coefficient.ToString());
        Assert.Equal("1/12", plan.Results[0].Terms[1].Coefficient.ToString());
    }

    [Fact]
    public void Symbols_tell_all_coefficients_apart()
    {
        var plan = Plan.Of(Compile.Valid(Verner.Replace("let s", "output both\nlet s")));
        var symbols = plan.Rows.SelectMany(row => row.Terms).Select(term => term.Symbol).OfType<string>().ToList();
        Assert.Equal(symbols.Distinct(), symbols);
    }

    /// <summary>A learnt step multiplies what a learnt coefficient adds to the weight of a stage, and leaves the states alone.</summary>
    [Fact]
    public void A_learnt_step_multiplies_learnt_weights_of_stages_too()
    {
        var result = Plan.Of(Compile.Valid("scheme T\nstates y, y[-1]\nstep learnable init 1\nparam a learnable init 1/2\n | 1 . |\n---+---+---\ny | 1-a a | 1+a")).Results[0];
        Assert.Equal([("y", null), ("k1", "h"), ("y", "a"), ("y_1", "a"), ("k1", "h * a")], result.Terms.Select(term => (term.Map, term.Factor)));
    }

    [Theory]
    [InlineData("scheme T extends RK4\nstep learnable init 1", true)]
    [InlineData("scheme T extends RK4\noutput weights\nstep learnable init 1 per channel", true)]
    [InlineData("scheme T extends Euler\nstep learnable init 1 scales output", true)]
    [InlineData("scheme T\nstates y, y[-1]\nstep learnable init 1\nparam a learnable init 1/2\n | 1 . |\n---+---+---\ny | 1-a a | 1+a", true)]
    // A stage that reads another one without the step, and one that the next block has.
    [InlineData("scheme T extends RK4\nstep learnable init 1 scales output", false)]
    [InlineData("scheme T extends AdamsBashforth2\nstep learnable init 1", false)]
    [InlineData("scheme T extends RK4", false)]
    public void Stages_can_take_a_step_that_multiplies_them_everywhere_and_stay_in_the_block(string text, bool can) =>
        Assert.Equal(can, Plan.Of(Compile.Valid(text)).StagesCanTakeStep);
}

using HoDsl.Generator.Schemes.Facts;

namespace HoDsl.Generator.Tests.Schemes;

/// <summary>A tolerance is for decimals that a claim is about. No order beyond the claim is proved with it, and no fact taken for more than it is.</summary>
public class ToleranceTests
{
    private const string Loose = "scheme T extends DormandPrince\norder 5 to 0.0009\nembedded order 4 to 0.0009";

    /// <summary>Dormand and Prince 1980: order 5(4), and Verner 1978: order 8(9). The conditions of the next orders are violated by less than 9e-4.</summary>
    [Theory]
    [InlineData(Loose, 5, 4)]
    [InlineData("scheme T extends Verner89\norder 8 to 2.4e-5\nembedded order 9 to 2.7e-6", 8, 9)]
    [InlineData("scheme T extends DormandPrince\norder 1 to 0.0009\nembedded order 1 to 0.0009", 5, 4)]
    public void A_method_has_its_order_however_large_the_tolerance(string text, int order, int embedded)
    {
        var scheme = Compile.Valid(text);
        Assert.Equal((order, embedded), (scheme.Order!.Value, scheme.EmbeddedOrder!.Value));
    }

    /// <summary>Hairer, Norsett, Wanner, Solving ODEs I, section II.12: a composition of steps has the order of the step. The errors of 40 stages are smaller than the tolerance up to orders of millions of trees.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(10)]
    public void Several_steps_have_the_order_of_one(int steps) => Assert.Equal(4, Compile.Valid(Steps.OfClassical(steps, "order 4 to 1e-4")).Order);

    /// <summary>Hairer, Wanner, Solving ODEs II, section IV.2: the polynomial of Dormand and Prince's method, whose weights use six stages.</summary>
    [Fact]
    public void The_stability_polynomial_is_that_of_exp_up_to_the_order_only() => Assert.Equal(
        "1 + z + 1/2 z^2 + 1/6 z^3 + 1/24 z^4 + 1/120 z^5 + 1/600 z^6", SchemeFacts.Of(Compile.Valid(Loose)).RungeKutta!.StabilityPolynomial.ToString());

    /// <summary>The second stage of Shanks's method, at the node 1/9000, errs by less than the tolerance at every order.</summary>
    [Fact]
    public void No_stage_but_the_first_is_exact_for_its_tolerance() =>
        Assert.Equal([true, false, false, false, false], SchemeFacts.Of(Compile.Valid(TableauFiles.Read("Literature/shanks5"))).RungeKutta!.StageOrders.Select(order => order is null));

    /// <summary>The weights sum to 1 within the tolerance, and b c is 1/2 exactly.</summary>
    [Fact]
    public void Where_the_next_conditions_hold_exactly_the_error_norm_is_0()
    {
        var scheme = Compile.Valid("scheme T\norder 1 to 1e-4\n |\n | 1\n---+---\n | 0.50001 0.5");
        Assert.Equal(1, scheme.Order);
        Assert.Equal(0, SchemeFacts.Of(scheme).RungeKutta!.ErrorNorm);
    }

    /// <summary>A method of four stages gives the tallest tree of more nodes 0, which an exact solution gives 1/order!.</summary>
    [Theory]
    [InlineData(6, "0.0009", true)]
    [InlineData(7, "0.00019", true)]
    [InlineData(7, "0.0002", false)]
    [InlineData(14, "1e-11", true)]
    [InlineData(14, "0.0009", false)]
    [InlineData(2000000000, "1e-999", false)]
    public void A_tolerance_that_does_not_tell_the_tallest_tree_from_nothing_is_refused(int order, string tolerance, bool isTold) => Assert.Contains(
        isTold ? "but has order 4" : $"HO0105: expected a tolerance below 1/{order}!, not '{tolerance}'; within it 0 would do for the tallest tree of {order} nodes",
        Assert.Single(Compile.Errors($"scheme T extends RK4\norder {order} to {tolerance}")));

    /// <summary>Nor is it proposed: within 1e-4 the 40 stages would have any order.</summary>
    [Fact]
    public void No_such_tolerance_is_proposed() =>
        Assert.DoesNotContain("would hold", Assert.Single(Compile.Errors(Steps.OfClassical(10, "order 9").Replace("1/60", "0.016667"))));

    /// <summary>What is claimed exactly is not excused by the other row's tolerance.</summary>
    [Fact]
    public void A_tolerance_does_not_serve_the_other_claim() => Assert.Contains(
        "claims order 2 but has order 0", Assert.Single(Compile.Errors("scheme T\norder 2\nembedded order 1 to 1e-4\n |\n | 1\n---+---\n | 0.50001 0.5\n | 1 .")));
}

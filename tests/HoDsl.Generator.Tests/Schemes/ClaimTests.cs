namespace HoDsl.Generator.Tests.Schemes;

/// <summary>No false claim passes, and each is refused for its own reason at its own place.</summary>
public class ClaimTests
{
    private const string Classical = """
        scheme Classical
        order 4
         0   |
         1/2 | 1/2
         1/2 | .    1/2
         1   | .    .    1
        -----+---------------------
             | 1/6  1/3  1/3  1/6
        """;

    /// <summary>Whatever is learnt in the embedded row, too, makes it no method for one equation.</summary>
    [Fact]
    public void Embedded_weights_that_are_learnt_cannot_claim_an_order() => Assert.Contains("HO0207", Assert.Single(
        Compile.Errors("scheme S\nembedded order 1\nparam p learnable\n 0 |\n---+---\n   | 1\n   | 1+p")));

    /// <summary>Hairer, Norsett, Wanner, Solving ODEs I, (III.3.2): of order 3, with the root -5. Its next is y' = y[-1] + ..., with -1 and 1; then (x - 1)^2.</summary>
    [Theory]
    [InlineData("-4 5 2", "4", true)]
    [InlineData("0 1 .", "2", false)]
    [InlineData("2 -1 .", "1", true)]
    [InlineData("1 . -1/2", "3/2", false)]
    [InlineData("1+1e-30 -1e-30 -1/2", "3/2", false)]
    [InlineData("2+1e-30 -1-1e-30 .", "1", true)]
    public void A_multistep_method_that_is_not_zero_stable_claims_no_order(string states, string stage, bool isRefused)
    {
        var text = $"scheme Multistep\norder 1\nstates y, y[-1], k1[-1]\n | 1 . . |\n---+---+---\ny | {states} | {stage}";
        var errors = Compile.Errors(text);
        Assert.Equal(isRefused, errors.Contains("test.tableau(2,1): error HO0207: 'Multistep' cannot claim an order: it is not zero-stable, so that its errors grow from block to block even where f = 0"));
        Assert.NotNull(Compile.Valid(text.Replace("order 1\n", "")));
        Assert.Equal(isRefused, Compile.Text(text).Scheme!.Order is null);
    }

    /// <summary>What is rounded is judged as what is meant, in the same proportions: Dahlquist's method, and the backward differentiation of order 3.</summary>
    [Theory]
    [InlineData("-4.0000000001 5 . | 4", true)]
    [InlineData("1.6364 -0.8182 0.1818 | 0.5455", false)]
    [InlineData("1.6364 -0.8182 0.1819 | 0.5455", false)]
    public void Rounded_weights_of_states_are_judged_too(string row, bool isRefused) => Assert.Equal(isRefused, Compile.Errors(
        $"scheme Rounded\norder 1 to 9e-4\nstates y, y[-1], y[-2]\n | 1 . . |\n---+---+---\ny | {row}").Any(error => error.Contains("HO0207")));

    /// <summary>(x - 1)(x^2 + 1)^2, (x - 1) x^2, and (x - 1)(x^2 - sqrt(2) x + 1): only roots on the circle may not be double.</summary>
    [Theory]
    [InlineData("1 -2 2 -1 1", true)]
    [InlineData("1 . . . .", false)]
    [InlineData("1+sqrt(2) -1-sqrt(2) 1 . .", false)]
    public void Double_roots_count_on_the_unit_circle_alone(string states, bool isRefused) => Assert.Equal(isRefused, Compile.Errors(
        $"scheme Roots\norder 1\nstates y, y[-1], y[-2], y[-3], y[-4]\n | 1 . . . . |\n---+---+---\ny | {states} | 1").Any(error => error.Contains("HO0207")));

    /// <summary>A row that sums to 2, with a root outside, has a misprint first of all.</summary>
    [Fact]
    public void Weights_of_states_that_do_not_sum_to_one_are_told_before_stability() => Assert.Contains("HO0201", Assert.Single(Compile.Errors(
        "scheme S\norder 1\nstates y, y[-1]\n | 1 . |\n---+---+---\ny | 2 . | 1")));

    [Fact]
    public void A_node_says_the_time_of_a_stage_whose_row_is_learnt() => Assert.Empty(Compile.Text(
        "scheme S\nparam a learnable init 1/2\n 0 |\n 1/2 | a\n---+---\n | . 1").Findings);

    [Fact]
    public void A_true_claim_passes_without_a_finding() => Assert.Empty(Compile.Text(Classical).Findings);

    [Fact]
    public void Weights_that_do_not_sum_to_one_are_named() => Assert.Equal(
        ["test.tableau(8,8): error HO0201: 'Classical' claims order 4 but has order 0: the weights sum to 7/6, not 1; all claims would hold with 1/6 here"],
        Compile.Errors(Classical.Replace("| 1/6  1/3  1/3", "| 1/3  1/3  1/3")));

    [Fact]
    public void Swapped_weights_fail_at_order_2() => Assert.Equal(
        ["test.tableau(8,8): error HO0201: 'Classical' claims order 4 but has order 1: b c is 5/12, not 1/2; all claims would hold with the weights of the stages 1 and 2 exchanged"],
        Compile.Errors(Classical.Replace("| 1/6  1/3  1/3  1/6", "| 1/3  1/6  1/3  1/6")));

    [Fact]
    public void A_compensated_error_that_leaves_all_row_sums_right_is_found()
    {
        // 3/8 rule with a32 and a31 shifted against each other: nodes and weights stay as they are.
        var text = """
            scheme Shifted
            order 4
             0   |
             1/3 | 1/3
             2/3 | -1/2  7/6
             1   | 1    -1   1
            -----+---------------------
                 | 1/8  3/8  3/8  1/8
            """;
        var error = Assert.Single(Compile.Errors(text));
        Assert.Contains("has order 2: b A c is 3/16, not 1/6", error);
    }

    [Fact]
    public void A_perturbation_of_1e_minus_60_is_found()
    {
        var error = Assert.Single(Compile.Errors(Classical.Replace("1/6  1/3  1/3  1/6", "1/6+1e-60  1/3  1/3  1/6")));
        Assert.EndsWith("has order 0: the weights sum to 1 + 1e-60, not 1; all claims would hold with 1/6 here", error);
    }

    [Fact]
    public void A_perturbation_of_1e_minus_60_of_a_node_is_found() => Assert.Equal(
        ["test.tableau(5,2): error HO0301: the node is 1/2 + 1e-60, but its row sums to 1/2"],
        Compile.Errors(Classical.Replace(" 1/2 | .", " 1/2+1e-60 | .")));

    [Fact]
    public void A_wrong_node_is_refused_at_the_node() => Assert.Contains(
        "test.tableau(5,2): error HO0301: the node is 1/3, but its row sums to 1/2",
        Compile.Errors(Classical.Replace(" 1/2 | .", " 1/3 | .")));

    [Fact]
    public void Decimals_hold_within_their_tolerance_and_not_beyond()
    {
        var rounded = Classical.Replace("1/6  1/3  1/3  1/6", "0.1666666667  0.3333333333  0.3333333333  0.1666666667").Replace("order 4", "order 4 to 1e-9");
        Assert.Equal(4, Compile.Valid(rounded).Order);
        Assert.Contains("has order 2: b c^2 is ", Assert.Single(Compile.Errors(rounded.Replace(" to 1e-9", " to 1e-11"))));
    }

    /// <summary>The cells are the same ones: where they are rounded, they are so for both rows. What is claimed of one is proved of the other, and no more.</summary>
    [Theory]
    [InlineData("order 4 to 1e-9", "", 4)]
    [InlineData("", "embedded order 2 to 1e-9", 2)]
    public void A_row_of_which_nothing_is_claimed_is_judged_with_the_claim_of_the_other(string order, string embedded, int proved)
    {
        var pair = Classical.Replace("1/6  1/3  1/3  1/6", "0.1666666667  0.3333333333  0.3333333333  0.1666666667").Replace("order 4", $"{order}\n{embedded}")
            + "\n     | .  0.5000000001  0.5  .";
        Assert.Equal((proved, 2), (Compile.Valid(pair).Order!.Value, Compile.Valid(pair).EmbeddedOrder!.Value));
    }

    [Fact]
    public void Rounded_decimals_are_answered_with_the_tolerance_that_they_need()
    {
        var rounded = Classical.Replace("1/6  1/3  1/3  1/6", "0.1667  0.3333  0.3333  0.1667");
        Assert.EndsWith("; all claims would hold with 'to 1e-4' behind the orders", Assert.Single(Compile.Errors(rounded)));
        Assert.Empty(Compile.Errors(rounded.Replace("order 4", "order 4 to 1e-4")));
    }

    [Fact]
    public void The_tolerance_holds_for_nodes_too()
    {
        var rounded = Classical.Replace(" 1/2 | .", " 0.5000000001 | .");
        Assert.NotEmpty(Compile.Errors(rounded));
        Assert.Empty(Compile.Errors(rounded.Replace("order 4", "order 4 to 1e-9")));
    }

    [Fact]
    public void Without_a_claim_the_proved_order_is_told()
    {
        var finding = Assert.Single(Compile.Text(Classical.Replace("order 4\n", "")).Findings);
        Assert.Equal("test.tableau(1,8): info HO0206: 'Classical' claims no order; the order proved is 4", finding.ToString());
    }

    [Fact]
    public void A_false_embedded_claim_is_refused_at_the_second_row() => Assert.Equal(
        ["test.tableau(10,8): error HO0202: 'Classical' claims embedded order 2 but its second row of weights has order 1: b c is 0, not 1/2"],
        Compile.Errors(Classical.Replace("order 4", "order 4\nembedded order 2") + "\n     | 1    .    .    ."));

    [Fact]
    public void What_is_proved_is_reported_whatever_the_claim() =>
        Assert.Equal(4, Compile.Text(Classical.Replace("order 4", "order 7")).Scheme!.Order);

    [Fact]
    public void A_false_claim_emits_nothing() => Assert.Null(Compile.Text(Classical.Replace("order 4", "order 5")).Valid);
}

using HoDsl.Generator.Findings;

namespace HoDsl.Generator.Tests.Schemes;

/// <summary>What a message proposes mends the file, and nothing is proposed where nothing would.</summary>
public class RemedyTests
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

    private static readonly string Blank = Classical.Replace(" 0   |", "     |").Replace(" 1/2 |", "     |").Replace(" 1   |", "     |");

    /// <summary>Rounded to n digits the weights err by some units of the last one, which the tolerance takes up.</summary>
    [Theory]
    [InlineData("0.166667  0.333333  0.333333  0.166667", "to 1e-6")]
    [InlineData("0.166666  0.333333  0.333333  0.166666", "to 1e-5")]
    [InlineData("0.166676  0.333343  0.333343  0.166676", "to 1e-4")]
    public void Rounded_weights_are_answered_with_the_smallest_tolerance_that_takes_them(string weights, string tolerance)
    {
        var rounded = Classical.Replace("1/6  1/3  1/3  1/6", weights);
        Assert.EndsWith($"; all claims would hold with '{tolerance}' behind the orders", Assert.Single(Compile.Errors(rounded)));
        Assert.Empty(Compile.Errors(rounded.Replace("order 4", $"order 4 {tolerance}")));
    }

    /// <summary>Units too many, digits too few for a tolerance that a claim may have, and an order that not even the exact weights have.</summary>
    [Theory]
    [InlineData("4", "0.166867  0.333533  0.333533  0.166867")]
    [InlineData("4", "0.167  0.333  0.333  0.167")]
    [InlineData("5", "0.166667  0.333333  0.333333  0.166667")]
    public void No_tolerance_is_proposed_that_would_not_help(string order, string weights) => Assert.DoesNotContain(
        "would hold", Assert.Single(Compile.Errors(Classical.Replace("1/6  1/3  1/3  1/6", weights).Replace("order 4", $"order {order}"))));

    [Fact]
    public void Rounded_embedded_weights_are_answered_too() => Assert.EndsWith(
        "; all claims would hold with 'to 1e-6' behind the orders",
        Assert.Single(Compile.Errors(Classical.Replace("order 4", "embedded order 4").Replace("1/6  1/3  1/3  1/6", "1  .  .  .\n     | 0.166667  0.333333  0.333333  0.166667"))));

    [Fact]
    public void The_tolerance_of_the_embedded_claim_holds_for_nodes_too()
    {
        var text = Classical.Replace("order 4", "embedded order 4 to 1e-9").Replace("1/6  1/3  1/3  1/6", "1  .  .  .\n     | 1/6  1/3  1/3  1/6");
        Assert.Empty(Compile.Errors(text.Replace(" 1/2 | .", " 0.5000000001 | .")));
        Assert.Contains("HO0301", Assert.Single(Compile.Errors(text.Replace(" 1/2 | .", " 0.50000001 | ."))));
    }

    [Fact]
    public void A_number_is_proposed_with_the_digits_that_the_tolerance_tells_apart()
    {
        var rounded = Classical.Replace("1/6  1/3  1/3  1/6", "0.2666666667  0.3333333333  0.3333333333  0.1666666667").Replace("order 4", "order 4 to 1e-9");
        Assert.EndsWith("; all claims would hold with 0.1666666667 here", Assert.Single(Compile.Errors(rounded)));
    }

    [Fact]
    public void A_wrong_entry_is_found_where_no_node_is_given()
    {
        Assert.Empty(Compile.Errors(Blank));
        Assert.Equal(
            ["test.tableau(5,13): error HO0201: 'Classical' claims order 4 but has order 1: b c is 4/9, not 1/2; all claims would hold with 1/2 here"],
            Compile.Errors(Blank.Replace(".    1/2", ".    1/3")));
    }

    /// <summary>24 stages and their weights have 325 cells; of 48 there are too many to try.</summary>
    [Theory]
    [InlineData(6, true)]
    [InlineData(12, false)]
    public void A_wrong_entry_is_told_where_trying_every_cell_takes_less_than_a_second(int steps, bool isTold)
    {
        var text = Steps.OfClassical(steps);
        Assert.Equal(4, Compile.Valid(text).Order);
        var error = Assert.Single(Compile.Errors(text.Replace($"| 1/{2 * steps}\n", $"| 1/{3 * steps}\n")));
        Assert.Equal(isTold, error.EndsWith($"; all claims would hold with 1/{2 * steps} here", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(6, true)]
    [InlineData(12, false)]
    public void So_are_a_forgotten_zero_and_exchanged_weights(int steps, bool isTold)
    {
        var text = Steps.OfClassical(steps);
        var zero = Assert.Single(Compile.Errors(text.Replace($"\n| . 1/{2 * steps}\n", $"\n| 1/{2 * steps}\n")));
        Assert.Equal(isTold, zero.EndsWith("; all claims would hold with a '.' before this cell", StringComparison.Ordinal));
        var exchanged = Assert.Single(Compile.Errors(text.Replace($"---\n| 1/{6 * steps} 1/{3 * steps} ", $"---\n| 1/{3 * steps} 1/{6 * steps} ")));
        Assert.Equal(isTold, exchanged.EndsWith("; all claims would hold with the weights of the stages 1 and 2 exchanged", StringComparison.Ordinal));
    }

    [Fact]
    public void A_wrong_node_and_wrong_weights_are_two_faults() => Assert.Equal(
        ["HO0301", "HO0201"],
        Compile.Text(Classical.Replace(" 1/2 | .", " 1/3 | .").Replace("1/6  1/3  1/3  1/6", "1/3  1/3  1/3  1/3")).Findings.Select(finding => finding.Rule.Id));

    [Fact]
    public void A_node_is_held_against_its_row_where_no_order_can_be_proved() => Assert.Equal(
        ["test.tableau(4,2): error HO0301: the node is 1/2, but its row sums to 1"],
        Compile.Errors("scheme S\nparam p learnable\n 0   |\n 1/2 | 1\n-----+-----\n     | p 1"));

    [Theory]
    [InlineData("states a = split, b\norder 1\n | . 1 |\n---+---+---\na | 1 . | 1\nb | . 1 | .", "with several states of now it is no method for one equation")]
    [InlineData("param p learnable\norder 1\n 0 |\n---+---\n | p", "its cells depend on parameters")]
    public void Why_no_order_can_be_claimed_is_told(string lines, string reason) => Assert.Equal(
        $"'S' cannot claim an order: {reason}",
        Assert.Single(Compile.Text($"scheme S\n{lines}").Findings, finding => finding.Rule == Rules.UnprovableClaim).Message);
}

using HoDsl.Generator.Schemes.Facts;

namespace HoDsl.Generator.Tests.Schemes;

/// <summary>General linear methods: several states, histories, partitions, learnt coefficients.</summary>
public class StateTests
{
    private const string AdamsBashforth3 = """
        scheme AdamsBashforth3
        order 3
        states y, k1[-1], k1[-2]

          | y  k1[-1]  k1[-2] | k1
          | 1  .       .      |
        --+-------------------+------
        y | 1  -4/3    5/12   | 23/12
        """;

    private const string LmResNet = """
        scheme LmResNet
        states y, y[-1]
        param k learnable init uniform(-0.1, 0) per block

          | y    y[-1] | k1
          | 1    .     |
        --+------------+---
        y | 1-k  k     | 1
        """;

    private const string RevNet = """
        scheme RevNet
        states x1 = split, x2

           | x1  x2 | k1  k2
           | .   1  |
           | 1   .  | 1
        ---+--------+-------
        x1 | 1   .  | 1   .
        x2 | .   1  | .   1
        """;

    private const string Leapfrog = """
        scheme Leapfrog
        states y, y[-1]

          | y  y[-1] | k1
          | 1  .     |
        --+----------+---
        y | 2  -1    | 1
        """;

    /// <summary>Hairer, Norsett, Wanner, Solving ODEs I, table III.1.1: the order of an Adams-Bashforth method is its number of steps.</summary>
    [Fact]
    public void The_order_of_a_multistep_method_is_proved_with_exact_starting_values()
    {
        Assert.Equal(3, Compile.Valid(AdamsBashforth3).Order);
        var two = AdamsBashforth3.Replace(", k1[-2]", "").Replace("k1[-2]", "").Replace(".       .      |", ".     |").Replace("-4/3    5/12   | 23/12", "-1/2 | 3/2");
        Assert.Equal(2, Compile.Valid(two.Replace("order 3", "order 2")).Order);
    }

    /// <summary>The same table, and (1.13) and (1.13') for those of Nystrom.</summary>
    [Theory]
    [InlineData("1", "", 1)]
    [InlineData("3/2  -1/2", "", 2)]
    [InlineData("23/12  -16/12  5/12", "", 3)]
    [InlineData("55/24  -59/24  37/24  -9/24", "", 4)]
    [InlineData("1901/720  -2774/720  2616/720  -1274/720  251/720", "", 5)]
    [InlineData("4277/1440  -7923/1440  9982/1440  -7298/1440  2877/1440  -475/1440", "", 6)]
    [InlineData("2", "1", 2)]
    [InlineData("7/3  -2/3  1/3", "1", 3)]
    [InlineData("8/3  -5/3  4/3  -1/3", "1", 4)]
    public void Explicit_multistep_methods_have_the_orders_of_their_table(string weights, string ofPreviousState, int order)
    {
        var steps = weights.Split("  ");
        var past = Enumerable.Range(1, steps.Length - 1).ToList();
        var (name, own, zero) = ofPreviousState == "" ? ("", "1", "") : (", y[-1]", ". 1", " .");
        var text = $"""
            scheme Multistep
            order {order}
            states y{name}{string.Concat(past.Select(lag => $", k1[-{lag}]"))}
            | 1{zero}{string.Concat(past.Select(_ => " ."))} |
            --+--+--
            y | {own} {string.Join(" ", steps.Skip(1))} | {steps[0]}
            """;
        Assert.Empty(Compile.Errors(text));
        Assert.Contains($"has order {order}: ", Assert.Single(Compile.Errors(text.Replace($"order {order}", $"order {order + 1}"))));
    }

    /// <summary>Adams and Bashforth's second-order method predicts, the corrector has order 3: Hairer, Norsett, Wanner, Solving ODEs I, section III.1, PECE.</summary>
    [Fact]
    public void A_corrector_has_its_order_if_the_prediction_lacks_one() => Assert.Equal(3, Compile.Valid("""
        scheme Corrector
        order 3
        states y, k1[-1]

          | y  k1[-1] | k1    k2
        0 | 1  .      |
        1 | 1  -1/2   | 3/2
        --+-----------+------------
        y | 1  -1/12  | 8/12  5/12
        """).Order);

    /// <summary>A stage of node 1/2, one block ago, is f half a step ago: the line through it and f now has the integral 2 f(0) - f(-1/2) over the step.</summary>
    [Fact]
    public void The_history_of_a_stage_lies_at_the_stages_node()
    {
        const string text = """
            scheme HalfAStepAgo
            order 2
            states y, k2[-1]

                | y  k2[-1] | k1  k2
            0   | 1  .      |
            1/2 | 1  .      | 1/2
            ----+-----------+-------
            y   | 1  -1     | 2   .
            """;
        Assert.Equal(2, Compile.Valid(text).Order);
        Assert.Contains("has order 2: b c^2, with the histories, is -1/4, not 1/3", Assert.Single(Compile.Errors(text.Replace("order 2", "order 3"))));
    }

    /// <summary>The columns may stand in any order.</summary>
    [Fact]
    public void A_history_may_be_declared_before_its_state()
    {
        var text = "scheme AdamsBashforth2\norder 2\nstates k1[-1], y\n | . 1 |\n---+---+---\ny | -1/2 1 | 3/2";
        Assert.Equal(2, Compile.Valid(text).Order);
        Assert.Equal(
            ["test.tableau(6,5): error HO0201: 'AdamsBashforth2' claims order 2 but has order 0: the weights sum to 2, not 1; all claims would hold with -1/2 here"],
            Compile.Errors(text.Replace("-1/2", "1/2")));
    }

    /// <summary>Facts of methods are those of schemes that have an order.</summary>
    [Fact]
    public void A_scheme_without_an_order_has_no_facts_of_methods() =>
        Assert.Null(SchemeFacts.Of(Compile.Valid("scheme E extends Euler") with { Order = null }).RungeKutta);

    [Fact]
    public void A_wrong_multistep_coefficient_is_refused() => Assert.Equal(
        ["test.tableau(8,8): error HO0201: 'AdamsBashforth3' claims order 3 but has order 0: the weights sum to 4/3, not 1; all claims would hold with -4/3 here"],
        Compile.Errors(AdamsBashforth3.Replace("-4/3 ", "-1   ")));

    [Theory]
    [InlineData("-4/3")]
    [InlineData("5/12")]
    [InlineData("23/12")]
    public void A_changed_sign_of_a_multistep_coefficient_is_found_in_its_cell(string cell) =>
        Assert.EndsWith($"; all claims would hold with {cell} here", Assert.Single(Compile.Errors(AdamsBashforth3.Replace($" {cell} ", $" -({cell}) ").Replace($"| {cell}", $"| -({cell})"))));

    /// <summary>The two-step midpoint rule: Hairer, Norsett, Wanner, Solving ODEs I, equation III.1.13'.</summary>
    [Fact]
    public void The_history_of_the_state_counts_as_the_solution_one_step_ago() =>
        Assert.Equal(2, Compile.Valid(Leapfrog.Replace("scheme Leapfrog", "scheme M\norder 2").Replace("2  -1    | 1", ".  1     | 2")).Order);

    /// <summary>Where f = 0 the solution stays what it is: Butcher, Numerical Methods for ODEs, section 50, the preconsistency conditions. The sums over k are right here.</summary>
    [Theory]
    [InlineData("| 1  .     |", "1  1     | 2", "the states' weights sum to 2, not 1")]
    [InlineData("| 2  .     |", ".  1     | 2", "the states' weights in stage 1 sum to 2, not 1")]
    public void What_the_states_are_weighed_with_sums_to_1(string stage, string result, string reason) => Assert.EndsWith(
        $"claims order 1 but has order 0: {reason}",
        Assert.Single(Compile.Errors(Leapfrog.Replace("scheme Leapfrog", "scheme M\norder 1").Replace("| 1  .     |", stage).Replace("2  -1    | 1", result))));

    /// <summary>The root 1 of x^2 - 2 x + 1 is a double one.</summary>
    [Fact]
    public void A_second_order_recurrence_has_no_order_for_first_order_equations() => Assert.Null(Compile.Valid(Leapfrog).Order);

    [Fact]
    public void Cells_are_affine_in_the_parameters()
    {
        var scheme = Compile.Valid(LmResNet);
        Assert.Null(scheme.Order);
        Assert.Equal(["1-k", "k"], Enumerable.Range(0, 2).Select(state => scheme.Tableau.Weights.StateCell(state).ToString()));
        var coefficient = Assert.Single(scheme.Coefficients);
        Assert.Equal(("k", "-1/10", "0"), (coefficient.Name, coefficient.Low.ToString(), coefficient.High.ToString()));
    }

    [Fact]
    public void A_parameter_that_cancels_where_the_history_begins_is_none_in_the_first_block()
    {
        Assert.False(Assert.Single(Compile.Valid(LmResNet).Coefficients).MattersAtOnce);
        Assert.True(Assert.Single(Compile.Valid(LmResNet.Replace("1-k  k     | 1", "1-k  k     | k")).Coefficients).MattersAtOnce);
        Assert.False(Assert.Single(Compile.Valid(LmResNet.Replace("y[-1]\n", "y[-1], y[-2]\n").Replace("y[-1] |", "y[-1] y[-2] |").Replace(".     |", ". . |").Replace("k     | 1", ". k | 1")).Coefficients).MattersAtOnce);
    }

    /// <summary>arXiv 1707.04585 (RevNet) and arXiv 1804.04272 (leapfrog) are reversible; the inverse of LM-ResNet grows as 1/k.</summary>
    [Fact]
    public void Reversible_schemes_are_found_invertible_and_others_not()
    {
        Assert.True(SchemeFacts.Of(Compile.Valid(RevNet)).IsInvertible);
        Assert.True(SchemeFacts.Of(Compile.Valid(Leapfrog)).IsInvertible);
        Assert.False(SchemeFacts.Of(Compile.Valid(LmResNet)).IsInvertible);
        Assert.False(SchemeFacts.Of(Compile.Valid("scheme E extends Euler")).IsInvertible);
    }

    /// <summary>Counted in the tableau above.</summary>
    [Fact]
    public void The_weights_of_all_states_count()
    {
        var facts = SchemeFacts.Of(Compile.Valid(RevNet));
        Assert.Equal((1, 2), (facts.NonzerosA, facts.NonzerosB));
    }

    [Fact]
    public void A_stage_that_only_a_history_remembers_is_computed() =>
        Assert.Equal([0], Compile.Valid("scheme S\nstates y, k1[-1]\n | 1 . |\n--+---+---\ny | 1 1 | .").StagesUsed);
}

using HoDsl.Generator.Findings;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes;

namespace HoDsl.Generator.Tests.Schemes;

public class ExtendsTests
{
    // The family of all two-stage methods of order 2: Hairer, Norsett, Wanner, Solving ODEs I, exercise II.1.1.
    private const string TwoStages = """
        scheme TwoStages
        order 2
        let alpha = 1/2
         0     |
         alpha | alpha
        -------+------------------------------
               | 1-1/(2*alpha)  1/(2*alpha)
        """;

    [Fact]
    public void A_scheme_takes_the_tableau_and_the_directives_of_its_base()
    {
        var result = Compile.Files(("a", TwoStages), ("b", "scheme B extends TwoStages\nweights shared"));
        Assert.Empty(result[1].Findings);
        Assert.Equal(result[0].Scheme!.Tableau, result[1].Scheme!.Tableau);
        Assert.True(result[1].Scheme!.SharesWeights);
        Assert.False(result[0].Scheme!.SharesWeights);
    }

    [Fact]
    public void A_let_of_its_own_takes_the_place_of_its_bases()
    {
        var ralston = Compile.Files(("a", TwoStages), ("b", "scheme Ralston2 extends TwoStages\nlet alpha = 2/3"))[1];
        Assert.Empty(ralston.Findings);
        Assert.Equal([new Rational(1, 4), new Rational(3, 4)], ralston.Scheme!.Tableau.Weights.Stages.Select(weight => weight.Rational));
    }

    /// <summary>Ralston's method again, and that of the node 1/2, written so that the order of the base's lines is not that of the file's.</summary>
    [Theory]
    [InlineData("let s = sqrt(2)\nlet alpha = s*s/4", "1/2")]
    [InlineData("let third = 1/3\nlet alpha = 2*third", "2/3")]
    [InlineData("let alpha = s*s/9", "2/3")]
    [InlineData("let alpha = 1/3\nlet s = 1/alpha", "1/3")]
    public void A_let_of_its_own_may_use_what_stands_above_it_in_its_file_or_in_a_base(string lets, string node)
    {
        var @base = TwoStages.Replace("let alpha = 1/2", "let alpha = 1/2\nlet s = sqrt(6)");
        var scheme = Compile.Files(("a", @base), ("b", $"scheme B extends TwoStages\n{lets}"))[1].Valid!;
        Assert.Equal(node, scheme.Tableau.Nodes[1].ToString());
    }

    [Fact]
    public void A_coefficient_above_it_may_stand_in_a_let_that_overrides()
    {
        var learnt = Compile.Files(("a", "scheme A\nlet k = 1\n 0 |\n---+---\n | k"), ("b", "scheme B extends A\nparam p learnable\nlet k = 1-p"))[1].Valid!;
        Assert.Equal("1-p", learnt.Tableau.Weights.StageCell(0).ToString());
    }

    [Theory]
    [InlineData("let alpha = 2*third\nlet third = 1/3", "b(2,15): error HO0111: 'third' is not defined above")]
    [InlineData("let alpha = alpha/2", "b(2,13): error HO0111: 'alpha' is not defined above; its value would depend on itself")]
    [InlineData("let alpha = beta", "b(1,18): error HO0115: the base scheme fails at a(4,12): 'alpha' is not defined above; its value would depend on itself")]
    public void A_let_of_its_own_sees_nothing_below_it_and_not_itself(string lets, string error) => Assert.Equal(
        [error],
        Compile.Files(("a", TwoStages.Replace("let alpha = 1/2", "let alpha = 1/2\nlet beta = alpha")), ("b", $"scheme B extends TwoStages\n{lets}"))[1].Findings.Select(finding => finding.ToString()));

    [Fact]
    public void A_chain_of_names_that_the_stack_would_not_hold_is_refused()
    {
        var chain = string.Join("\n", Enumerable.Range(1, 2_000).Select(i => $"let n{i} = n{i - 1}"));
        var findings = Compile.Files(("a", TwoStages), ("b", $"scheme B extends TwoStages\nlet n0 = 1/3\n{chain}\nlet alpha = n2000"))[1].Findings;
        Assert.Equal([Rules.NestedTooDeep], findings.Select(finding => finding.Rule));
    }

    [Fact]
    public void A_let_of_its_own_takes_the_place_of_a_learnt_coefficient_too()
    {
        var fixedAtZero = Compile.Valid("scheme S extends LmResNet\norder 1\nlet k = 0");
        Assert.Empty(fixedAtZero.Coefficients);
        Assert.Equal([Surd.One, Surd.Zero], fixedAtZero.Tableau.Weights.States);
    }

    [Fact]
    public void A_coefficient_of_its_own_takes_the_place_of_its_bases_let()
    {
        var learnt = Compile.Files(("a", "scheme A\nlet k = 1\n 0 |\n---+---\n | k"), ("b", "scheme B extends A\nparam k learnable init 1/2"))[1].Valid!;
        Assert.Equal("k", Assert.Single(learnt.Coefficients).Name);
        Assert.False(learnt.Tableau.IsConstant);
    }

    [Fact]
    public void A_scheme_that_extends_only_itself_is_not_sent_back_to_itself() =>
        Assert.Equal(["test.tableau(1,25): error HO0112: there is no scheme 'Midpiont' to extend; did you mean 'Midpoint'?"], Compile.Errors("scheme Midpiont extends Midpiont"));

    [Fact]
    public void A_base_may_have_a_base()
    {
        var result = Compile.Files(("a", TwoStages), ("b", "scheme B extends TwoStages\nafter relu"), ("c", "scheme C extends B\nstep learnable"));
        Assert.Empty(result[2].Findings);
        Assert.True(result[2].Scheme!.EndsWithRelu);
        Assert.IsType<LearnableStep>(result[2].Scheme!.Step);
    }

    [Fact]
    public void A_built_in_scheme_can_be_extended_and_even_replaced() =>
        Assert.Equal(4, Compile.Valid("scheme RK4 extends RK4\nstep learnable").Order);

    [Fact]
    public void A_circle_is_reported_in_each_of_its_files()
    {
        var result = Compile.Files(("a", "scheme A extends B"), ("b", "scheme B extends A"));
        Assert.Equal(["a(1,18): error HO0113: 'A' extends itself: A -> B -> A"], result[0].Findings.Select(finding => finding.ToString()));
        Assert.Equal(["b(1,18): error HO0113: 'B' extends itself: B -> A -> B"], result[1].Findings.Select(finding => finding.ToString()));
    }

    [Fact]
    public void What_a_base_extends_in_vain_is_reported_as_a_fault_of_the_base()
    {
        var result = Compile.Files(("a", "scheme First extends Second"), ("b", "scheme Second extends Frist"), ("c", "scheme Third extends Fourth"), ("d", "scheme Fourth extends Fourth"));
        Assert.Equal(
            [
                "a(1,22): error HO0115: the base scheme fails at b(1,23): there is no scheme 'Frist' to extend",
                "b(1,23): error HO0112: there is no scheme 'Frist' to extend; did you mean 'First'?",
                "c(1,22): error HO0115: the base scheme fails at d(1,23): there is no scheme 'Fourth' to extend",
                "d(1,23): error HO0112: there is no scheme 'Fourth' to extend",
            ],
            result.Select(file => Assert.Single(file.Findings).ToString()));
    }

    [Fact]
    public void What_fails_in_a_base_is_reported_where_the_base_is_named()
    {
        var result = Compile.Files(("a", TwoStages), ("b", "scheme B extends TwoStages\nlet alpha = 0"));
        Assert.Empty(result[0].Findings);
        Assert.Equal("b(1,18): error HO0115: the base scheme fails at a(7,14): division by zero", Assert.Single(result[1].Findings).ToString());
    }

    [Fact]
    public void A_false_claim_about_the_tableau_of_a_base_is_reported_at_the_claim() => Assert.Equal(
        "b(2,1): error HO0201: 'B' claims order 3 but has order 2: an explicit method has no order above its number of stages",
        Assert.Single(Compile.Files(("a", TwoStages), ("b", "scheme B extends TwoStages\norder 3"))[1].Findings).ToString());

    [Fact]
    public void A_base_that_cannot_be_read_spoils_only_those_that_extend_it()
    {
        var result = Compile.Files(("a", "scheme A\n 0 | $\n---+---\n | 1"), ("b", "scheme B extends A"), ("c", TwoStages));
        Assert.Equal([Rules.StrangeCharacter, Rules.BaseFails], result.Take(2).Select(file => Assert.Single(file.Findings).Rule));
        Assert.Empty(result[2].Findings);
    }

    /// <summary>The catalogue tells neither case nor `_` apart.</summary>
    [Theory]
    [InlineData("twoStages")]
    [InlineData("Two_Stages")]
    [InlineData("_TWOSTAGES_")]
    public void Two_schemes_of_one_name_are_reported_in_both_files(string name) =>
        Assert.All(Compile.Files(("a", TwoStages), ("b", TwoStages.Replace("scheme TwoStages", $"scheme {name}"))), file =>
            Assert.Equal(Rules.DuplicateScheme, Assert.Single(file.Findings).Rule));

    [Theory]
    [InlineData("let dead = 1", "b(2,5): warning HO0117: nothing in the scheme uses 'dead'")]
    [InlineData("param dead learnable", "b(2,7): warning HO0117: nothing in the scheme uses 'dead'")]
    [InlineData("let half = 1/2\nlet dead = half", "b(3,5): warning HO0117: nothing in the scheme uses 'dead'")]
    public void A_name_of_its_own_that_nothing_reads_is_told(string lines, string warning)
    {
        var result = Compile.Files(("a", TwoStages), ("b", $"scheme B extends TwoStages\n{lines}"))[1];
        Assert.Equal(warning, Assert.Single(result.Findings).ToString());
        Assert.NotNull(result.Valid);
    }

    [Theory]
    [InlineData("let alpha = 2/3")]
    [InlineData("let half = 1/2\nlet alpha = half")]
    [InlineData("let half = 1/2\nstep half")]
    [InlineData("let half = 1/2\nstep learnable init half range [1/8, 1+half]")]
    public void A_name_that_a_row_or_a_directive_reads_is_not(string lines) =>
        Assert.Empty(Compile.Files(("a", TwoStages), ("b", $"scheme B extends TwoStages\n{lines}"))[1].Findings);

    [Fact]
    public void A_name_in_the_initial_value_of_a_coefficient_is_read() =>
        Assert.Empty(Compile.Text("scheme S\nlet low = 1/2\nlet high = 1\nparam p learnable init uniform(low, high)\n 0 |\n---+---\n | p").Findings);

    /// <summary>Wherever in an expression it stands, and however far the scheme that reads it is from the base.</summary>
    [Theory]
    [InlineData("let alpha = spare")]
    [InlineData("let alpha = -(1-2*sqrt(spare^2))")]
    [InlineData("step spare")]
    [InlineData("step learnable init 1 range [spare, 1]")]
    [InlineData("param alpha learnable init uniform(0, spare)")]
    public void A_name_of_a_base_that_only_another_file_reads_is_not_told(string line)
    {
        var @base = "scheme Base\nlet spare = 2/3\nlet alpha = 1\n 0 |\n---+---\n | alpha";
        var result = Compile.Files(("a", @base), ("b", "scheme Between extends Base"), ("c", $"scheme Ext extends Between\n{line}"));
        Assert.All(result, file => Assert.NotNull(file.Valid));
        Assert.DoesNotContain(result.SelectMany(file => file.Findings), finding => finding.Rule == Rules.UnusedName);
    }

    [Fact]
    public void A_name_that_a_scheme_reads_which_extends_another_base_is_told() => Assert.Equal(
        [1, 0],
        Compile.Files(("a", TwoStages.Replace("let alpha", "let dead = 1\nlet alpha")), ("b", "scheme B extends RK4\nlet dead = 1/2\nstep dead")).Select(file => file.Findings.Count));

    /// <summary>It is told in the base, once.</summary>
    [Fact]
    public void A_name_of_a_base_that_nothing_reads_is_told_in_the_base_only()
    {
        var result = Compile.Files(("a", TwoStages.Replace("let alpha", "let dead = 1\nlet alpha")), ("b", "scheme B extends TwoStages"));
        Assert.Equal([1, 0], result.Select(file => file.Findings.Count));
    }
}

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

    [Fact]
    public void Two_schemes_of_one_name_are_reported_in_both_files() =>
        Assert.All(Compile.Files(("a", TwoStages), ("b", TwoStages.Replace("scheme TwoStages", "scheme twoStages"))), file =>
            Assert.Equal(Rules.DuplicateScheme, Assert.Single(file.Findings).Rule));
}

using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes.Facts;

namespace HoDsl.Generator.Tests.Facts;

/// <summary>Limits known in closed form.</summary>
public class StabilityTests
{
    public static TheoryData<string> Methods => TableauFiles.Methods;

    /// <summary>
    /// The Chebyshev polynomial R(z) = T_s(1 + z/s^2) has the longest real interval of all, 2 s^2, and within it |R| reaches 1 without
    /// exceeding it, s - 1 times: double roots that end nothing. Source: Hairer, Wanner, Solving ODEs II, theorem IV.2.1.
    /// </summary>
    [Theory]
    [InlineData("| \n | 1/8 \n ---+--- \n | . 1", 8)]
    [InlineData("| \n | 1/27 \n | . 4/27 \n ---+--- \n | . . 1", 18)]
    public void A_stability_polynomial_that_touches_one_goes_on(string rows, double limit) => Assert.Equal(limit, Method(rows).RealAxisLimit);

    /// <summary>van der Houwen, Construction of integration formulas, 1977: at s = 3 the longest imaginary interval has length s - 1 = 2.</summary>
    [Fact]
    public void The_optimal_imaginary_limit_is_exact() => Assert.Equal(2, Method("| \n | 1/2 \n | . 1/2 \n ---+--- \n | . . 1").ImaginaryAxisLimit);

    [Fact]
    public void The_imaginary_limits_of_order_3_and_4_are_roots_of_3_and_8()
    {
        Assert.Equal(Math.Sqrt(3), Method("| \n | 1/2 \n | -1 2 \n ---+--- \n | 1/6 2/3 1/6").ImaginaryAxisLimit);
        Assert.Equal(Math.Sqrt(8), SchemeFacts.Of(Compile.Valid("scheme T extends RK4")).RungeKutta!.ImaginaryAxisLimit);
    }

    /// <summary>Rounded at the tenth digit, |R(iy)| exceeds 1 by 1e-10 y^2 near 0: the method that is meant does not.</summary>
    [Fact]
    public void Rounding_of_decimals_does_not_spoil_the_limit_on_the_imaginary_axis()
    {
        var exact = SchemeFacts.Of(Compile.Valid("scheme T extends RK4")).RungeKutta!;
        var rounded = SchemeFacts.Of(Compile.Valid(
            "scheme T\norder 4 to 1e-9\n | \n | 0.5 \n | . 0.5 \n | . . 1 \n ---+--- \n | 0.1666666667 0.3333333333 0.3333333334 0.1666666667")).RungeKutta!;
        Assert.Equal(exact.ImaginaryAxisLimit, rounded.ImaginaryAxisLimit, 1e-7);
        Assert.Equal(exact.RealAxisLimit, rounded.RealAxisLimit, 1e-7);
    }

    [Fact]
    public void A_perturbation_of_1e_60_in_an_exact_scheme_counts()
    {
        const string perturbed = "| \n | 1/2 \n | . 1/2 \n | . . 1 \n ---+--- \n | 1/6 1/3 1/3 1/6+1e-60";
        Assert.Equal(0, Method(perturbed).ImaginaryAxisLimit);
    }

    [Fact]
    public void A_polynomial_that_is_1_everywhere_has_no_limit()
    {
        var method = Method("| \n | . \n ---+--- \n | 1 -1");
        Assert.Equal((double.PositiveInfinity, double.PositiveInfinity), (method.RealAxisLimit, method.ImaginaryAxisLimit));
    }

    /// <summary>Gottlieb, Ketcheson, Shu, Strong Stability Preserving Runge-Kutta and Multistep Time Discretizations: the optimal methods of order 2 have s - 1.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    public void The_optimal_methods_of_order_2_have_their_known_SSP_coefficient(int stages)
    {
        var rows = Enumerable.Range(0, stages).Select(i => "| " + string.Join(" ", Enumerable.Repeat($"1/{stages - 1}", i)));
        var weights = string.Join(" ", Enumerable.Repeat($"1/{stages}", stages));
        Assert.Equal(stages - 1, Method(string.Join("\n", rows) + "\n---+---\n| " + weights).SspCoefficient);
    }

    /// <summary>Ketcheson, SIAM J. Sci. Comput. 30 (2008) 2113: ten stages, order 4, coefficient 6.</summary>
    [Fact]
    public void The_method_of_Ketcheson_has_SSP_coefficient_6()
    {
        var rows = Enumerable.Range(0, 10).Select(i => "| " + string.Join(" ", Enumerable.Range(0, i).Select(j => i > 4 && j < 5 ? "1/15" : "1/6")));
        var weights = string.Join(" ", Enumerable.Repeat("1/10", 10));
        var scheme = Compile.Valid("scheme T\norder 4\n" + string.Join("\n", rows) + "\n---+---\n| " + weights);
        Assert.Equal(6, SchemeFacts.Of(scheme).RungeKutta!.SspCoefficient);
    }

    /// <summary>Shu, Osher, J. Comput. Phys. 77 (1988) 439.</summary>
    [Fact]
    public void The_method_of_Shu_and_Osher_has_SSP_coefficient_1() =>
        Assert.Equal(1, Method("| \n | 1 \n | 1/4 1/4 \n ---+--- \n | 1/6 1/6 2/3").SspCoefficient);

    /// <summary>The method is the same without it.</summary>
    [Fact]
    public void Radicals_count_in_the_SSP_coefficient() =>
        Assert.Equal(0.9584320683625877, Method("| \n | sqrt(2)/3 \n | 1/7 sqrt(2)/5 \n ---+--- \n | 1/6 sqrt(2)/4 5/6-sqrt(2)/4").SspCoefficient, 1e-12);

    [Fact]
    public void A_stage_that_the_weights_do_not_need_does_not_change_the_SSP_coefficient() =>
        Assert.Equal(1, Method("| \n | 1 \n | 1/4 1/4 \n | -1 . 2 \n ---+--- \n | 1/6 1/6 2/3 .").SspCoefficient);

    [Theory, MemberData(nameof(Methods))]
    public void A_method_of_order_p_multiplies_by_exp_up_to_z_to_the_p(string path)
    {
        var scheme = Compile.Valid(TableauFiles.Read(path));
        var coefficients = SchemeFacts.Of(scheme).RungeKutta!.StabilityPolynomial.Coefficients;
        var factorial = 1;
        for (var k = 1; k <= scheme.Order; k++)
            Assert.Equal(new Rational(1, factorial *= k), coefficients[k]);
    }

    private static RungeKuttaFacts Method(string rows) => SchemeFacts.Of(Compile.Valid($"scheme T\n{rows}")).RungeKutta!;
}

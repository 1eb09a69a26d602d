using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes;

namespace HoDsl.Generator.Tests.Language;

/// <summary>Expressions have the values that arithmetic gives them.</summary>
public class ValueTests
{
    [Theory]
    [InlineData("12", "12")]
    [InlineData("0.5", "1/2")]
    [InlineData(".5", "1/2")]
    [InlineData("1.25", "5/4")]
    [InlineData("1e-3", "1/1000")]
    [InlineData("1.5E+2", "150")]
    [InlineData("2e0", "2")]
    [InlineData("1+2*3", "7")]
    [InlineData("(1+2)*3", "9")]
    [InlineData("1-2-3", "-4")]
    [InlineData("8/2/2", "2")]
    [InlineData("1/2*3", "3/2")]
    [InlineData("--1", "1")]
    [InlineData("2^3", "8")]
    [InlineData("2^-3", "1/8")]
    [InlineData("(2/3)^2", "4/9")]
    [InlineData("0^0", "1")]
    [InlineData("-2^2", "-4")]
    [InlineData("(-2)^3", "-8")]
    [InlineData("2*-3", "-6")]
    [InlineData("sqrt(4/9)", "2/3")]
    [InlineData("sqrt(8)", "2*sqrt(2)")]
    [InlineData("1/sqrt(2)", "1/2*sqrt(2)")]
    [InlineData("(1+sqrt(2))^3", "7+5*sqrt(2)")]
    [InlineData("(1+sqrt(2))*(1-sqrt(2))", "-1")]
    public void An_expression_has_its_value(string expression, string value) => Assert.Equal(value, Value("", expression).ToString());

    [Fact]
    public void A_name_has_the_value_that_was_given_to_it_above() => Assert.Equal("3/4", Value("let a = 1/2\nlet b = a+1/4", "b").ToString());

    [Fact]
    public void As_many_parentheses_as_one_likes_may_stand_beside_each_other() =>
        Assert.Equal("200", Value("", string.Join("+", Enumerable.Repeat("(1)", 200))).ToString());

    /// <summary>Messages and drawings write cells so.</summary>
    [Theory]
    [InlineData("1-p", "1-p")]
    [InlineData("p+p-2*p+1", "1")]
    [InlineData("(1-p)*2+p/2", "2-3/2*p")]
    [InlineData("p-p", "0")]
    [InlineData("2*q-p", "-p+2*q")]
    [InlineData("sqrt(2)*(1-p)", "sqrt(2)+(-sqrt(2))*p")]
    public void A_cell_that_depends_on_parameters_is_written_as_its_sum(string cell, string written)
    {
        Assert.Equal(written, Cell(cell).ToString());
        Assert.Equal(Cell(cell), Cell(written));
    }

    private static Affine Cell(string cell) => Compile.Valid($"scheme S\nparam p learnable\nparam q learnable\n 0 |\n 0 | .\n---+---\n | {cell} 1").Tableau.Weights.StageCell(0);

    private static Surd Value(string lets, string expression) =>
        Assert.IsType<ConstantStep>(Compile.Valid($"scheme S extends RK4\n{lets}\nstep {expression}").Step).Value;
}

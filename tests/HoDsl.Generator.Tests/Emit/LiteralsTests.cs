using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using HoDsl.Generator.Emit;
using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Tests.Emit;

public class LiteralsTests
{
    [Fact]
    public void A_coefficient_reads_back_as_the_nearest_double() => Check.QuickThrowOnFailure(Prop.ForAll<int, int, uint>((a, b, denominator) =>
    {
        var value = new Surd(new Rational(a, (BigInteger)denominator + 1), new Rational(b, (BigInteger)denominator + 7), 6);
        return Evaluate(Literals.Double(value)).Equals(value.ToDouble());
    }));

    [Fact]
    public void Integers_too_long_for_a_double_are_rounded_once()
    {
        var value = new Rational(BigInteger.Pow(3, 60), BigInteger.Pow(7, 40));
        Assert.Equal(value.ToDouble(), Evaluate(Literals.Double(value)));
    }

    /// <summary>A quotient by what a double does not hold would be rounded twice.</summary>
    [Fact]
    public void Denominators_too_long_for_a_double_are_rounded_once() => Assert.All(Enumerable.Range(1, 100), n =>
    {
        var value = new Rational(n, (BigInteger.One << 53) + 2 * n + 1);
        Assert.Equal(value.ToDouble(), Evaluate(Literals.Double(value)));
    });

    [Theory]
    [InlineData("a \"quote\" and a \\", "\"a \\\"quote\\\" and a \\\\\"")]
    [InlineData("\u2028", "\"\\u2028\"")]
    public void Texts_are_escaped(string value, string literal) => Assert.Equal(literal, Literals.Text(value));

    [Theory]
    [InlineData("Kutta & Nystrom: p > 4, \"order\" <5>", "Kutta &amp; Nystrom: p &gt; 4, \"order\" &lt;5&gt;")]
    [InlineData("a\u0000b\u0085c\u2028d\u2029e\ufffef\uffffgh", "abcdefgh")]
    [InlineData("Nystr\u00f6m \u221a6", "Nystr\u00f6m \u221a6")]
    public void Texts_of_comments_stay_on_their_line_and_in_their_element(string value, string xml) => Assert.Equal(xml, Literals.Xml(value));

    [Fact]
    public void Half_a_character_is_left_out_of_comments() => Assert.Equal("ab", Literals.Xml($"a{(char)0xD800}b{(char)0xDC00}"));

    private static double Evaluate(string expression) => expression.Split(" / ")
        .Select(part => double.Parse(part, CultureInfo.InvariantCulture)).Aggregate((dividend, divisor) => dividend / divisor);
}

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

    [Theory]
    [InlineData("a \"quote\" and a \\", "\"a \\\"quote\\\" and a \\\\\"")]
    [InlineData("\u2028", "\"\\u2028\"")]
    public void Texts_are_escaped(string value, string literal) => Assert.Equal(literal, Literals.Text(value));

    private static double Evaluate(string expression) => expression.Split(" / ")
        .Select(part => double.Parse(part, CultureInfo.InvariantCulture)).Aggregate((dividend, divisor) => dividend / divisor);
}

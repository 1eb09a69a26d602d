using System.Globalization;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Tests.Numerics;

/// <summary>The judges are IEEE 754's own correctly rounded operations.</summary>
public class RoundingTests
{
    [Fact]
    public void A_quotient_of_two_integers_rounds_as_the_processor_divides() => Check.QuickThrowOnFailure(
        Prop.ForAll<long, long>((p, q) =>
        {
            var (numerator, denominator) = (p % (1L << 53), q % (1L << 53));
            return denominator == 0 || new Rational(numerator, denominator).ToDouble().Equals(numerator / (double)denominator + 0.0);
        }));

    [Fact]
    public void A_square_root_rounds_as_the_processor_takes_it() => Check.QuickThrowOnFailure(
        Prop.ForAll<uint>(n => SquareRoot.Of((Rational)(BigInteger)n)!.Value.ToDouble().Equals(Math.Sqrt(n))));

    [Theory]
    [InlineData("1/3")]
    [InlineData("123456789012345678901234567890123456789/7")]
    [InlineData("1/123456789012345678901234567890")]
    public void A_quotient_of_long_integers_rounds_as_its_decimals_read(string quotient)
    {
        var parts = quotient.Split('/').Select(part => BigInteger.Parse(part, CultureInfo.InvariantCulture)).ToArray();
        var digits = parts[0] * BigInteger.Pow(10, 400) / parts[1];
        Assert.Equal(double.Parse($"{digits}e-400", CultureInfo.InvariantCulture), new Rational(parts[0], parts[1]).ToDouble());
    }

    [Theory]
    [InlineData(1, 1074, 5e-324)]
    [InlineData(3, 1075, 1e-323)]
    [InlineData(1, 1075, 0.0)]
    [InlineData(1, 1022, 2.2250738585072014e-308)]
    public void Numbers_near_zero_round_to_subnormals(int numerator, int powerOfTwo, double expected) =>
        Assert.Equal(expected, new Rational(numerator, BigInteger.One << powerOfTwo).ToDouble());

    [Fact]
    public void A_difference_that_cancels_keeps_all_its_digits()
    {
        // (5 - 2 sqrt 6)^20 = 1 / (5 + 2 sqrt 6)^20, whose inverse has no cancellation.
        var small = new Surd(5, -2, 6);
        var (power, inverse) = (Surd.One, Surd.One);
        for (var i = 0; i < 20; i++)
            (power, inverse) = (power * small, inverse * new Surd(5, 2, 6));
        Assert.Equal(1 / inverse.ToDouble(), power.ToDouble(), 1e-15 * power.ToDouble());
    }
}

using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Tests.Numerics;

public class RationalTests
{
    private static readonly Arbitrary<Rational> Rationals = (
        from a in ArbMap.Default.GeneratorFor<BigInteger>()
        from b in ArbMap.Default.GeneratorFor<BigInteger>()
        where !b.IsZero
        select new Rational(a, b)).ToArbitrary();

    [Fact]
    public void Addition_and_multiplication_obey_the_laws_of_a_field() => Check.QuickThrowOnFailure(Prop.ForAll(Rationals, Rationals, Rationals, (x, y, z) =>
        x + y == y + x && x * y == y * x && (x + y) + z == x + (y + z) && (x * y) * z == x * (y * z) && x * (y + z) == x * y + x * z
        && x + Rational.Zero == x && x * Rational.One == x && x - x == Rational.Zero && (x.IsZero || x * (Rational.One / x) == Rational.One)));

    [Fact]
    public void Every_number_has_one_form_in_lowest_terms() => Check.QuickThrowOnFailure(Prop.ForAll(Rationals, Rationals, (x, y) =>
    {
        var (one, other) = (x * x - y * y, (x - y) * (x + y));
        return one.Equals(other) && one.GetHashCode() == other.GetHashCode() && one.ToString() == other.ToString()
            && one.Denominator.Sign > 0 && BigInteger.GreatestCommonDivisor(one.Numerator, one.Denominator).IsOne;
    }));

    [Fact]
    public void The_order_is_that_of_cross_products() => Check.QuickThrowOnFailure(Prop.ForAll(Rationals, Rationals, (x, y) =>
        x.CompareTo(y) == (x.Numerator * y.Denominator).CompareTo(y.Numerator * x.Denominator) && x.CompareTo(y) == (x - y).Sign));

    [Fact]
    public void The_default_number_is_0()
    {
        Rational nothing = default;
        Assert.Equal(Rational.Zero, nothing);
        Assert.Equal(Rational.One, nothing + Rational.One);
        Assert.Equal(BigInteger.One, nothing.Denominator);
    }

    [Fact]
    public void Nothing_is_divided_by_0()
    {
        Assert.Throws<DivideByZeroException>(() => new Rational(1, 0));
        Assert.Throws<DivideByZeroException>(() => Rational.One / Rational.Zero);
    }
}

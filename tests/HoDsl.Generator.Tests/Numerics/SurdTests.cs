using FsCheck;
using FsCheck.Fluent;
using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Tests.Numerics;

public class SurdTests
{
    private static readonly Arbitrary<Surd> Surds = Of(6).ToArbitrary();

    // Three elements of one field: rational numbers too, and the radicals that the literature has.
    private static readonly Arbitrary<(Surd X, Surd Y, Surd Z)> Triples = (
        from d in Gen.Elements(0, 2, 3, 5, 6, 10, 15, 21, 51)
        from x in Of(d)
        from y in Of(d)
        from z in Of(d)
        select (x, y, z)).ToArbitrary();

    [Fact]
    public void Addition_and_multiplication_obey_the_laws_of_a_field() => Check.QuickThrowOnFailure(Prop.ForAll(Triples, numbers =>
    {
        var (x, y, z) = numbers;
        return x + y == y + x && x * y == y * x && (x + y) + z == x + (y + z) && (x * y) * z == x * (y * z) && x * (y + z) == x * y + x * z
            && x + 0 == x && x * 1 == x && x - x == 0 && x + -y == x - y && (x.IsZero || x * (1 / x) == 1) && (y.IsZero || x / y * y == x);
    }));

    /// <summary>Equal numbers are equal objects however they came about: models are compared by them.</summary>
    [Fact]
    public void Equal_numbers_have_one_form() => Check.QuickThrowOnFailure(Prop.ForAll(Triples, numbers =>
    {
        var (x, y, z) = numbers;
        var (one, other) = ((x + y) * z, x * z + y * z);
        return one.Equals(other) && one.GetHashCode() == other.GetHashCode() && one.ToString() == other.ToString() && one.Radicand == other.Radicand;
    }));

    [Fact]
    public void The_order_is_that_of_an_ordered_field() => Check.QuickThrowOnFailure(Prop.ForAll(Triples, numbers =>
    {
        var (x, y, z) = numbers;
        return (x * y).Sign == x.Sign * y.Sign && (-x).Sign == -x.Sign && (x * x).Sign >= 0 && x.Magnitude.Sign >= 0 && (x.Sign <= 0 || y.Sign <= 0 || (x + y).Sign > 0)
            && (x.Magnitude + z.Magnitude - (x + z).Magnitude).Sign >= 0;
    }));

    [Fact]
    public void The_root_of_a_square_free_number_squares_to_it() => Check.QuickThrowOnFailure(Prop.ForAll(Gen.Choose(0, 100_000).ToArbitrary(), radicand =>
        SquareRoot.Of(radicand) is { } root && root * root == radicand && root.Sign >= 0));

    [Fact]
    public void The_sign_is_that_of_the_number() => Check.QuickThrowOnFailure(Prop.ForAll(Surds, x =>
        x.Sign == Math.Sign((double)((decimal)(double)x.Rational.Numerator / (decimal)(double)x.Rational.Denominator
            + (decimal)(double)x.Irrational.Numerator / (decimal)(double)x.Irrational.Denominator * 2.4494897427831780981972840747m))));

    [Theory]
    [InlineData(8, 2, 2)]
    [InlineData(12, 2, 3)]
    [InlineData(50, 5, 2)]
    [InlineData(30, 1, 30)]
    public void Square_roots_are_reduced(int radicand, int factor, int squareFree) =>
        Assert.Equal(new Surd(0, factor, squareFree), SquareRoot.Of(radicand));

    [Fact]
    public void The_root_of_a_fraction_has_its_denominator_outside() =>
        Assert.Equal(new Surd(0, new Rational(1, 2), 6), SquareRoot.Of(new Rational(3, 2)));

    [Fact]
    public void The_root_of_a_square_is_rational() => Assert.Equal(new Rational(7, 3), SquareRoot.Of(new Rational(49, 9))!.Value.Rational);

    private static Gen<Surd> Of(int radicand) =>
        from a in ArbMap.Default.GeneratorFor<int>()
        from b in radicand == 0 ? Gen.Constant(0) : Gen.Frequency((4, ArbMap.Default.GeneratorFor<int>()), (1, Gen.Constant(0)))
        from p in Gen.Choose(1, 999)
        from q in Gen.Choose(1, 999)
        select new Surd(new Rational(a, p), new Rational(b, q), radicand);
}

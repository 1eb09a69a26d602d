using FsCheck;
using FsCheck.Fluent;
using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Tests.Numerics;

public class SurdTests
{
    private static readonly Arbitrary<Surd> Surds = (
        from a in ArbMap.Default.GeneratorFor<int>()
        from b in ArbMap.Default.GeneratorFor<int>()
        from p in Gen.Choose(1, 999)
        from q in Gen.Choose(1, 999)
        select new Surd(new Rational(a, p), new Rational(b, q), 6)).ToArbitrary();

    [Fact]
    public void Addition_and_multiplication_obey_the_laws_of_a_field() => Check.QuickThrowOnFailure(Prop.ForAll(Surds, Surds, Surds, (x, y, z) =>
        x + y == y + x && x * y == y * x && (x + y) + z == x + (y + z) && (x * y) * z == x * (y * z) && x * (y + z) == x * y + x * z));

    [Fact]
    public void Division_undoes_multiplication() => Check.QuickThrowOnFailure(Prop.ForAll(Surds, Surds, (x, y) => y.IsZero || x * y / y == x));

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
}

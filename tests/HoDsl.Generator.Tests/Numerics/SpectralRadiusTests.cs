using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Tests.Numerics;

public class SpectralRadiusTests
{
    private static readonly Rational Tiny = new(1, BigInteger.Pow(10, 60));

    /// <summary>The eigenvalues 3/5 +- 4/5 i lie on the unit circle.</summary>
    [Fact]
    public void A_rotation_has_radius_1_and_a_longer_one_more()
    {
        Assert.True(SpectralRadius.IsAtMostOne(Rotation(1)));
        Assert.True(SpectralRadius.IsAtMostOne(Rotation(1 - Tiny)));
        Assert.False(SpectralRadius.IsAtMostOne(Rotation(1 + Tiny)));
    }

    [Fact]
    public void A_Jordan_block_has_the_radius_of_its_eigenvalue()
    {
        Assert.True(SpectralRadius.IsAtMostOne(Square([1, 1, 0], [0, 1, 1], [0, 0, 1])));
        Assert.False(SpectralRadius.IsAtMostOne(Square([-1 - Tiny, 1], [0, -1])));
    }

    /// <summary>Companion matrices of products of x - r and x^2 - 6/5 r x + r^2, whose roots have the absolute value r and come several times, or as r and 1/r.</summary>
    [Fact]
    public void The_radius_is_that_of_the_largest_root() => Check.QuickThrowOnFailure(Prop.ForAll(Factors, factors =>
    {
        var polynomial = factors.Aggregate<(bool IsPair, Surd Size), Surd[]>([1], (product, factor) =>
            Product(product, factor.IsPair ? [factor.Size * factor.Size, new Rational(-6, 5) * factor.Size, 1] : [-factor.Size, 1]));
        return SpectralRadius.IsAtMostOne(Companion(polynomial)) == factors.All(factor => (factor.Size.Magnitude - 1).Sign <= 0);
    }));

    /// <summary>States that change places in a circle.</summary>
    [Theory]
    [InlineData(7)]
    [InlineData(30)]
    public void A_permutation_has_radius_1(int size) => Assert.True(SpectralRadius.IsAtMostOne(Companion([-1, .. Enumerable.Repeat(Surd.Zero, size - 1), 1])));

    [Fact]
    public void Large_entries_do_not_make_a_large_radius() => Assert.True(SpectralRadius.IsAtMostOne(Square([0, 1000], [0, 0])));

    private static readonly Arbitrary<(bool IsPair, Surd Size)[]> Factors = Gen.ArrayOf(
        from isPair in Gen.Elements(true, false)
        from size in Gen.Elements<Surd>(1, -1, 0, 2, new Rational(1, 2), new Rational(-3, 4), new Rational(-4, 3), 1 - Tiny, 1 + Tiny, new Surd(0, new Rational(1, 2), 2))
        select (isPair, size)).Where(factors => factors.Length is > 0 and < 5).ToArbitrary();

    private static Surd[] Product(Surd[] a, Surd[] b)
    {
        var product = new Surd[a.Length + b.Length - 1];
        for (var i = 0; i < a.Length; i++)
        {
            for (var j = 0; j < b.Length; j++)
                product[i + j] += a[i] * b[j];
        }
        return product;
    }

    // Ones below the diagonal, and in the last column what remains of the monic polynomial.
    private static Matrix Companion(Surd[] polynomial)
    {
        var size = polynomial.Length - 1;
        return Square([.. Enumerable.Range(0, size).Select(i => Enumerable.Range(0, size).Select(j => j == size - 1 ? -polynomial[i] : i == j + 1 ? Surd.One : Surd.Zero).ToArray())]);
    }

    private static Matrix Rotation(Rational length) => Square(
        [new Rational(3, 5) * length, new Rational(-4, 5) * length],
        [new Rational(4, 5) * length, new Rational(3, 5) * length]);

    private static Matrix Square(params Surd[][] rows) => Matrix.Of(rows);
}

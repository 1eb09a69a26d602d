using System.Numerics;
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

    [Fact]
    public void Large_entries_do_not_make_a_large_radius() => Assert.True(SpectralRadius.IsAtMostOne(Square([0, 1000], [0, 0])));

    private static Matrix Rotation(Rational length) => Square(
        [new Rational(3, 5) * length, new Rational(-4, 5) * length],
        [new Rational(4, 5) * length, new Rational(3, 5) * length]);

    private static Matrix Square(params Surd[][] rows) => Matrix.Of(rows);
}

using FsCheck;
using FsCheck.Fluent;
using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Tests.Numerics;

public class LinearAlgebraTests
{
    private static readonly Gen<Surd> Numbers =
        from a in Gen.Choose(-9, 9)
        from b in Gen.Choose(-2, 2)
        from q in Gen.Choose(1, 4)
        select new Surd(new Rational(a, q), b, 3);

    private static readonly Arbitrary<Surd[]> Squares = Gen.ArrayOf(Numbers, 9).ToArbitrary();

    [Fact]
    public void A_matrix_times_its_inverse_is_the_identity() => Check.QuickThrowOnFailure(Prop.ForAll(Squares, entries =>
    {
        var matrix = Square(entries);
        if (matrix.Inverse() is not { } inverse)
            return Determinant(entries).IsZero;
        var product = matrix * inverse;
        return Enumerable.Range(0, 9).All(i => product[i / 3, i % 3] == (i % 4 == 0 ? 1 : 0));
    }));

    [Fact]
    public void Three_vectors_have_rank_3_exactly_if_their_determinant_is_not_0() => Check.QuickThrowOnFailure(Prop.ForAll(Squares, entries =>
        Echelon(entries.Chunk(3)).RankOfFirst(3) == 3 == !Determinant(entries).IsZero));

    [Fact]
    public void A_combination_of_vectors_adds_nothing_to_their_rank() => Check.QuickThrowOnFailure(Prop.ForAll(Squares, entries =>
    {
        var (x, y, factors) = (entries[..3], entries[3..6], entries[6..]);
        var combination = x.Zip(y, (a, b) => factors[0] * a + factors[1] * b).ToArray();
        return Enumerable.Range(0, 4).All(columns => Echelon([x, y, combination]).RankOfFirst(columns) == Echelon([combination, y, x]).RankOfFirst(columns)
            && Echelon([x, y, combination]).RankOfFirst(columns) == Echelon([x, y]).RankOfFirst(columns));
    }));

    [Fact]
    public void A_small_difference_between_two_vectors_is_one_of_rank()
    {
        var tiny = new Rational(1, System.Numerics.BigInteger.Pow(10, 60));
        Assert.Equal(1, Echelon([[1, 2], [2, 4]]).RankOfFirst(2));
        Assert.Equal(2, Echelon([[1, 2], [2, 4 + tiny]]).RankOfFirst(2));
        Assert.Equal(1, Rank([[1, 2], [2, 4]]).OfFirst(2));
        Assert.Equal(2, Rank([[1, 2], [2, 4 + tiny]]).OfFirst(2));
    }

    // 2^31 - 1 is the first prime modulo which ranks are guessed.
    [Fact]
    public void A_rank_that_a_prime_hides_is_found() => Assert.Equal(2, Rank([[1, 2], [2, (Surd)4 + 2147483647]]).OfFirst(2));

    [Fact]
    public void Ranks_found_by_zeros_and_a_prime_are_those_of_the_vectors() => Check.QuickThrowOnFailure(Prop.ForAll(Squares, entries =>
    {
        var (x, y, factors) = (entries[..3], entries[3..6], entries[6..]);
        Surd[][] vectors = [x, x.Zip(y, (a, b) => factors[0] * a + factors[1] * b).ToArray(), y, [0, x[1], 0], [0, 0, y[2]]];
        return Enumerable.Range(0, vectors.Length + 1).All(count => Enumerable.Range(0, 4).All(columns =>
            Rank(vectors[..count]).OfFirst(columns) == Echelon(vectors[..count]).RankOfFirst(columns)));
    }));

    private static VectorRank Rank(IEnumerable<Surd[]> vectors)
    {
        var rank = new VectorRank(new QuadraticIntegers(3));
        foreach (var vector in vectors)
            rank.Add(vector);
        return rank;
    }

    private static EchelonForm Echelon(IEnumerable<Surd[]> vectors)
    {
        var echelon = new EchelonForm(new QuadraticIntegers(3));
        foreach (var vector in vectors)
            echelon.Add(vector);
        return echelon;
    }

    private static Matrix Square(Surd[] entries) => Matrix.Of([entries[..3], entries[3..6], entries[6..]]);

    private static Surd Determinant(Surd[] m) =>
        m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]);
}

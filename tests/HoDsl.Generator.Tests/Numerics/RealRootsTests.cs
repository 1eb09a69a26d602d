using FsCheck;
using FsCheck.Fluent;
using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Tests.Numerics;

public class RealRootsTests
{
    private static readonly Gen<Surd> Roots =
        from a in Gen.Choose(-40, 40)
        from b in Gen.Choose(-9, 9)
        from q in Gen.Choose(1, 12)
        where a != 0 || b != 0
        select new Surd(new Rational(a, q), new Rational(b, q), 7);

    private static readonly Arbitrary<Surd[]> SeveralRoots = Gen.ArrayOf(Roots).Where(roots => roots.Length is > 0 and < 7).ToArbitrary();

    /// <summary>To 64 binary digits, in exact arithmetic: a root that is rational with few digits is found as it is, or nearer than that.</summary>
    [Fact]
    public void The_smallest_positive_root_of_a_product_is_that_of_its_factors() => Check.QuickThrowOnFailure(Prop.ForAll(SeveralRoots, roots =>
    {
        var positive = roots.Where(root => root.Sign > 0).ToList();
        if (RealRoots.SmallestPositive(Product(roots.Distinct())) is not { } found)
            return positive.Count == 0;
        var smallest = positive.Aggregate((one, other) => (one - other).Sign < 0 ? one : other);
        return (((Surd)found - smallest).Magnitude * (Rational)(System.Numerics.BigInteger.One << 63) - smallest).Sign <= 0;
    }));

    [Fact]
    public void The_first_of_several_polynomials_to_become_negative_is_found_in_any_order() => Check.QuickThrowOnFailure(Prop.ForAll(SeveralRoots, SeveralRoots, (one, other) =>
    {
        Polynomial[] both = [Product(one), Product(other)];
        var each = both.Select(SignChange.ToNegative).OfType<Rational>().ToList();
        Rational? first = each.Count == 0 ? null : each.Min();
        return SignChange.FirstToNegative(both) == first && SignChange.FirstToNegative(both.Reverse()) == first;
    }));

    [Fact]
    public void The_sign_changes_at_roots_of_odd_multiplicity_only() => Check.QuickThrowOnFailure(Prop.ForAll(SeveralRoots, roots =>
    {
        var powers = roots.SelectMany((root, i) => Enumerable.Repeat(root, i % 3 + 1)).ToList();
        var odd = powers.GroupBy(root => root).Where(group => group.Count() % 2 == 1).Select(group => group.Key).ToList();
        return SquareFree.OddPart(Product(powers)).Degree == odd.Count;
    }));

    /// <summary>(x - 1)(x - 1 - 1e-30): two roots that no floating-point number tells apart.</summary>
    [Fact]
    public void Roots_that_lie_close_together_are_told_apart()
    {
        var close = new Rational(1, System.Numerics.BigInteger.Pow(10, 30));
        Assert.Equal(1, SignChange.ToNegative(Product([1, 1 + close]))!.Value.ToDouble());
        Assert.Null(SignChange.ToNegative(Product([1, 1])));
    }

    /// <summary>Thousands of halvings lead there, and to 2^-5000 at last.</summary>
    [Fact]
    public void Roots_near_0_are_found_however_near_they_are()
    {
        Rational tiny = new(1, System.Numerics.BigInteger.One << 5000), root = RealRoots.SmallestPositive(Product([tiny, 3 * tiny, 1]))!.Value;
        Assert.Equal(1, (root / tiny).ToDouble());
    }

    [Fact]
    public void The_sign_just_right_of_0_is_that_of_the_lowest_power() =>
        Assert.Equal(Rational.Zero, SignChange.ToNegative(Polynomial.Of([0, 0, new Rational(-1, System.Numerics.BigInteger.Pow(10, 60)), 1])));

    private static Polynomial Product(IEnumerable<Surd> roots) => roots.Aggregate(Polynomial.Of([Surd.One]), (product, root) => Polynomial.Of([-root, 1]) * product);
}

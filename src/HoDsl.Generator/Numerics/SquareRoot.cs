using System.Numerics;

namespace HoDsl.Generator.Numerics;

/// <summary>Square roots of rational numbers, reduced to b sqrt(d) with d square-free.</summary>
public static class SquareRoot
{
    private const int TrialLimit = 100_000;

    // Below the cube of the trial limit, what is left after trial division has at most two prime factors.
    private static readonly BigInteger FactoredLimit = BigInteger.Pow(TrialLimit, 3);

    /// <summary>The root of a number that is not negative.</summary>
    /// <returns>The exact root, or null where the radicand has prime factors too large to find its square part.</returns>
    public static Surd? Of(Rational value)
    {
        // sqrt(p/q) = sqrt(p q) / q
        if (Reduce(value.Numerator * value.Denominator) is not var (factor, radicand))
            return null;
        var outside = new Rational(factor, value.Denominator);
        return radicand.IsOne ? outside : new Surd(Rational.Zero, outside, radicand);
    }

    private static (BigInteger Factor, BigInteger Radicand)? Reduce(BigInteger n)
    {
        if (n.IsZero)
            return (BigInteger.Zero, BigInteger.One);
        var (factor, radicand) = (BigInteger.One, BigInteger.One);
        for (var prime = 2; prime <= TrialLimit && (BigInteger)prime * prime <= n; prime += prime == 2 ? 1 : 2)
        {
            var odd = false;
            for (var quotient = BigInteger.DivRem(n, prime, out var rest); rest.IsZero; quotient = BigInteger.DivRem(n, prime, out rest))
            {
                n = quotient;
                factor *= odd ? prime : 1;
                odd = !odd;
            }
            radicand *= odd ? prime : 1;
        }

        var root = IntegerRoot.Floor(n);
        if (root * root == n)
            return (factor * root, radicand);
        return n < FactoredLimit ? (factor, radicand * n) : null;
    }
}

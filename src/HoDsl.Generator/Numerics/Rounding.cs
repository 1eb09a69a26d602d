using System.Numerics;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Numerics;

/// <summary>Exact numbers to the nearest double.</summary>
public static class Rounding
{
    private const int MantissaBits = 53;
    private const int SmallestExponent = -1074;

    // One number is written in several places of the code of several schemes.
    private static readonly Memo<Surd, double> Irrational = new(capacity: 1000);

    /// <summary>The double nearest to the number, ties to even.</summary>
    public static double ToDouble(this Rational value) => Quotient(value.Numerator, value.Denominator);

    /// <summary>The double nearest to the number.</summary>
    public static double ToDouble(this Surd value) => value.IsRational ? value.Rational.ToDouble() : Irrational.Of(value, RoundIrrational);

    /// <summary>Whether the number lies beyond all doubles.</summary>
    public static bool IsTooLarge(this Surd value) => double.IsInfinity(value.ToDouble());

    private static double RoundIrrational(Surd value)
    {
        // (p + q sqrt(d)) / r
        var (a, b) = (value.Rational, value.Irrational);
        var (p, q, r) = (a.Numerator * b.Denominator, b.Numerator * a.Denominator, a.Denominator * b.Denominator);
        // An irrational number is never half-way between two doubles, so a bracket that is narrow enough rounds to one double at both ends.
        for (var bits = 64; ; bits *= 2)
        {
            var root = IntegerRoot.Floor(q * q * value.Radicand << 2 * bits);
            var low = (p << bits) + (q.Sign > 0 ? root : -root - 1);
            var (below, above) = (Quotient(low, r << bits), Quotient(low + 1, r << bits));
            if (below.Equals(above))
                return below;
        }
    }

    // The denominator is positive; there may be common divisors.
    private static double Quotient(BigInteger numerator, BigInteger denominator)
    {
        if (numerator.IsZero)
            return 0;
        var dividend = BigInteger.Abs(numerator);
        var exponent = IntegerRoot.BitLength(dividend) - IntegerRoot.BitLength(denominator) - MantissaBits - 1;
        exponent = Math.Max(exponent, SmallestExponent - 2);
        var quotient = BigInteger.DivRem(Shift(dividend, -exponent), Shift(denominator, exponent), out var rest);
        return numerator.Sign * Round(quotient, exponent, sticky: !rest.IsZero);
    }

    private static BigInteger Shift(BigInteger value, int bits) => bits > 0 ? value << bits : value;

    // The quotient has one or two bits more than a mantissa (fewer near zero); `sticky` tells of a remainder below them.
    private static double Round(BigInteger quotient, int exponent, bool sticky)
    {
        var surplus = Math.Max(IntegerRoot.BitLength(quotient) - MantissaBits, SmallestExponent - exponent);
        if (surplus > 0)
        {
            var half = BigInteger.One << (surplus - 1);
            var tail = quotient & ((half << 1) - 1);
            quotient >>= surplus;
            exponent += surplus;
            if (tail > half || (tail == half && (sticky || !quotient.IsEven)))
                quotient += 1;
        }
        return Scale((double)quotient, exponent);
    }

    // Exact: the mantissa fits, and each factor is a power of two in range.
    private static double Scale(double mantissa, int exponent)
    {
        for (; exponent > 1000; exponent -= 1000)
            mantissa *= Math.Pow(2, 1000);
        for (; exponent < -1000; exponent += 1000)
            mantissa *= Math.Pow(2, -1000);
        return mantissa * Math.Pow(2, exponent);
    }
}

using System.Numerics;

namespace HoDsl.Generator.Numerics;

/// <summary>Exact numbers to the nearest double.</summary>
public static class Rounding
{
    private const int MantissaBits = 53;
    private const int SmallestExponent = -1074;

    /// <summary>The double nearest to the number, ties to even.</summary>
    public static double ToDouble(this Rational value)
    {
        if (value.IsZero)
            return 0;
        var numerator = BigInteger.Abs(value.Numerator);
        var exponent = IntegerRoot.BitLength(numerator) - IntegerRoot.BitLength(value.Denominator) - MantissaBits - 1;
        exponent = Math.Max(exponent, SmallestExponent - 2);
        var quotient = BigInteger.DivRem(Shift(numerator, -exponent), Shift(value.Denominator, exponent), out var rest);
        return value.Sign * Round(quotient, exponent, sticky: !rest.IsZero);
    }

    /// <summary>The double nearest to the number.</summary>
    public static double ToDouble(this Surd value)
    {
        // An irrational number is never half-way between two doubles, so a bracket that is narrow enough rounds to one double at both ends.
        for (var bits = 128; ; bits *= 2)
        {
            var (low, high) = Bracket(value, bits);
            var (below, above) = (low.ToDouble(), high.ToDouble());
            if (below.Equals(above) || value.IsRational)
                return below;
        }
    }

    private static (Rational Low, Rational High) Bracket(Surd value, int bits)
    {
        if (value.IsRational)
            return (value.Rational, value.Rational);
        var unit = BigInteger.One << bits;
        var root = IntegerRoot.Floor(value.Radicand * unit * unit);
        var low = value.Rational + value.Irrational * new Rational(root, unit);
        var high = value.Rational + value.Irrational * new Rational(root + 1, unit);
        return value.Irrational.Sign > 0 ? (low, high) : (high, low);
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

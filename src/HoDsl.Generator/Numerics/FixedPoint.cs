using System.Numerics;

namespace HoDsl.Generator.Numerics;

/// <summary>Real numbers to a fixed number of binary digits after the point: each operation errs by less than 2 units of the last one.</summary>
internal sealed class FixedPoint(int bits)
{
    /// <summary>The number 1.</summary>
    public BigInteger One => BigInteger.One << bits;

    /// <summary>The number to the last digit.</summary>
    public BigInteger Round(Surd value) =>
        Round(value.Rational) + value.Irrational.Sign * Root(value.Irrational * value.Irrational * value.Radicand);

    /// <summary>The product.</summary>
    public BigInteger Multiply(BigInteger a, BigInteger b) => Shortened(a * b);

    /// <summary>A sum of products that have twice the digits, cut to those of a number.</summary>
    public BigInteger Shortened(BigInteger products) => products >> bits;

    private BigInteger Round(Rational value) => (value.Numerator << bits) / value.Denominator;

    private BigInteger Root(Rational square) => IntegerRoot.Floor((square.Numerator << 2 * bits) / square.Denominator);
}

using System.Numerics;

namespace HoDsl.Generator.Numerics;

/// <summary>An element x + y sqrt(d) of the ring Z[sqrt d], of which the d is known to who computes.</summary>
internal readonly record struct QuadraticInteger(BigInteger X, BigInteger Y)
{
    public static readonly QuadraticInteger Zero = new(0, 0);

    public static readonly QuadraticInteger One = new(1, 0);

    public bool IsZero => X.IsZero && Y.IsZero;

    /// <summary>x - y sqrt(d)</summary>
    public QuadraticInteger Conjugate => new(X, -Y);

    public static QuadraticInteger operator +(QuadraticInteger a, QuadraticInteger b) => new(a.X + b.X, a.Y + b.Y);

    public static QuadraticInteger operator -(QuadraticInteger a, QuadraticInteger b) => new(a.X - b.X, a.Y - b.Y);

    public static QuadraticInteger operator *(QuadraticInteger a, BigInteger factor) => new(a.X * factor, a.Y * factor);

    public static QuadraticInteger operator <<(QuadraticInteger a, int bits) => new(a.X << bits, a.Y << bits);
}

/// <summary>The ring Z[sqrt d]; with d = 0 the integers.</summary>
internal sealed class QuadraticIntegers(BigInteger radicand)
{
    private const int FirstBits = 64;

    /// <summary>The number d.</summary>
    public BigInteger Radicand => radicand;

    /// <summary>The smallest positive integer whose products with all numbers lie in the ring.</summary>
    public static BigInteger CommonDenominator(IEnumerable<Surd> numbers) =>
        numbers.SelectMany(number => new[] { number.Rational.Denominator, number.Irrational.Denominator }).Aggregate(BigInteger.One, LeastCommonMultiple);

    /// <summary>The number times a common denominator.</summary>
    public static QuadraticInteger Scale(Surd number, BigInteger denominator) =>
        new(Scale(number.Rational, denominator), Scale(number.Irrational, denominator));

    // No product is reduced: the quotient of the denominators is an integer.
    private static BigInteger Scale(Rational number, BigInteger denominator) => number.Numerator * (denominator / number.Denominator);

    /// <summary>The ring in which the integral multiples of some numbers lie.</summary>
    public static QuadraticIntegers Of(IEnumerable<Surd> numbers) => new(numbers.Select(number => number.Radicand).FirstOrDefault(d => !d.IsZero));

    /// <summary>Whether all elements of another ring are elements of this one.</summary>
    public bool Contains(QuadraticIntegers other) => other.Radicand.IsZero || other.Radicand == Radicand;

    /// <summary>-1, 0 or 1, decided exactly.</summary>
    public int Sign(QuadraticInteger a)
    {
        var (x, y) = (a.X.Sign, a.Y.Sign);
        return x == 0 || y == 0 || x == y ? (x != 0 ? x : y) : x * (a.X * a.X - a.Y * a.Y * radicand).Sign;
    }

    /// <summary>An integer of the same sign, decided exactly, and in its first digits about as large.</summary>
    public BigInteger About(QuadraticInteger a)
    {
        if (a.Y.IsZero)
            return a.X;
        var shift = Math.Max(0, Math.Max(IntegerRoot.BitLength(a.X), IntegerRoot.BitLength(a.Y)) - FirstBits);
        var (x, y, sign) = (a.X >> shift, a.Y >> shift, Sign(a));
        var about = x + y.Sign * IntegerRoot.Floor(y * y * radicand);
        return (about.Sign == sign ? about : sign) << shift;
    }

    public QuadraticInteger Multiply(QuadraticInteger a, QuadraticInteger b) => a.Y.IsZero && b.Y.IsZero
        ? new(a.X * b.X, BigInteger.Zero)
        : new(a.X * b.X + a.Y * b.Y * radicand, a.X * b.Y + a.Y * b.X);

    /// <summary>The multiple of a vector with the smallest integral entries of which one, that is not 0, is an integer.</summary>
    public IEnumerable<QuadraticInteger> Primitive(IReadOnlyList<QuadraticInteger> vector, QuadraticInteger integer)
    {
        var multiples = integer.Y.IsZero ? vector : [.. vector.Select(entry => Multiply(entry, integer.Conjugate))];
        var content = multiples.SelectMany(entry => new[] { entry.X, entry.Y }).Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor);
        return multiples.Select(entry => new QuadraticInteger(entry.X / content, entry.Y / content));
    }

    public Surd Divide(QuadraticInteger a, BigInteger denominator) => new(new Rational(a.X, denominator), new Rational(a.Y, denominator), radicand);

    private static BigInteger LeastCommonMultiple(BigInteger a, BigInteger b) => a / BigInteger.GreatestCommonDivisor(a, b) * b;
}

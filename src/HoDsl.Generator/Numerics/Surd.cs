using System.Numerics;

namespace HoDsl.Generator.Numerics;

/// <summary>An element a + b sqrt(d) of the field Q(sqrt d), exact; d is square-free, and 0 where the number is rational.</summary>
/// <remarks>Operands of one operation share their d or are rational: the language allows one radical a scheme, and the evaluator sees to it.</remarks>
public readonly struct Surd : IEquatable<Surd>
{
    /// <summary>The number a + b sqrt(d).</summary>
    /// <param name="rational">a</param>
    /// <param name="irrational">b</param>
    /// <param name="radicand">d: square-free and at least 2, or anything where b is 0</param>
    public Surd(Rational rational, Rational irrational, BigInteger radicand)
    {
        Rational = rational;
        Irrational = irrational;
        Radicand = irrational.IsZero ? BigInteger.Zero : radicand;
    }

    /// <summary>The number 0.</summary>
    public static Surd Zero => default;

    /// <summary>The number 1.</summary>
    public static Surd One { get; } = Rational.One;

    /// <summary>The rational part a.</summary>
    public Rational Rational { get; }

    /// <summary>The factor b of the root.</summary>
    public Rational Irrational { get; }

    /// <summary>The number d under the root; 0 where b is 0.</summary>
    public BigInteger Radicand { get; }

    /// <summary>Whether the number is 0.</summary>
    public bool IsZero => Rational.IsZero && Irrational.IsZero;

    /// <summary>Whether the number is rational.</summary>
    public bool IsRational => Irrational.IsZero;

    /// <summary>-1, 0 or 1, decided exactly: where a and b differ in sign, a^2 is compared with b^2 d.</summary>
    public int Sign
    {
        get
        {
            var (a, b) = (Rational.Sign, Irrational.Sign);
            if (a == 0 || b == 0 || a == b)
                return a != 0 ? a : b;
            return a * (Rational * Rational).CompareTo(Irrational * Irrational * Radicand);
        }
    }

    /// <summary>The number without its sign.</summary>
    public Surd Magnitude => Sign < 0 ? -this : this;

    /// <summary>A rational number is an element of every Q(sqrt d).</summary>
    public static implicit operator Surd(Rational value) => new(value, Rational.Zero, BigInteger.Zero);

    /// <summary>An integer is an element of every Q(sqrt d).</summary>
    public static implicit operator Surd(int value) => (Rational)value;

    /// <summary>The sum.</summary>
    public static Surd operator +(Surd x, Surd y) => x.IsRational && y.IsRational
        ? (Surd)(x.Rational + y.Rational)
        : new Surd(x.Rational + y.Rational, x.Irrational + y.Irrational, CommonRadicand(x, y));

    /// <summary>The difference.</summary>
    public static Surd operator -(Surd x, Surd y) => x + -y;

    /// <summary>The number with the other sign.</summary>
    public static Surd operator -(Surd x) => new(-x.Rational, -x.Irrational, x.Radicand);

    /// <summary>The product.</summary>
    public static Surd operator *(Surd x, Surd y)
    {
        if (x.IsRational && y.IsRational)
            return x.Rational * y.Rational;
        var d = CommonRadicand(x, y);
        return new(x.Rational * y.Rational + x.Irrational * y.Irrational * d, x.Rational * y.Irrational + x.Irrational * y.Rational, d);
    }

    /// <summary>The quotient.</summary>
    /// <exception cref="DivideByZeroException">y is 0.</exception>
    public static Surd operator /(Surd x, Surd y)
    {
        if (y.IsRational)
            return new(x.Rational / y.Rational, x.Irrational / y.Rational, x.Radicand);
        var norm = y.Rational * y.Rational - y.Irrational * y.Irrational * y.Radicand;
        return x * new Surd(y.Rational / norm, -y.Irrational / norm, y.Radicand);
    }

    /// <summary>Equality of numbers.</summary>
    public static bool operator ==(Surd x, Surd y) => x.Equals(y);

    /// <summary>Inequality of numbers.</summary>
    public static bool operator !=(Surd x, Surd y) => !x.Equals(y);

    /// <inheritdoc/>
    public bool Equals(Surd other) => Rational == other.Rational && Irrational == other.Irrational && Radicand == other.Radicand;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Surd other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => unchecked((Rational.GetHashCode() * 31 + Irrational.GetHashCode()) * 31 + Radicand.GetHashCode());

    /// <summary>As the tableau language writes it, with no blank: `2/5-1/15*sqrt(6)`.</summary>
    public override string ToString()
    {
        if (IsRational)
            return Rational.ToString();
        var b = Irrational;
        var root = FormattableString.Invariant($"sqrt({Radicand})");
        var term = b == Rational.One ? root : b == -Rational.One ? "-" + root : $"{b}*{root}";
        return Rational.IsZero ? term : Rational + (b.Sign > 0 ? "+" : "") + term;
    }

    private static BigInteger CommonRadicand(Surd x, Surd y)
    {
        if (!x.IsRational && !y.IsRational && x.Radicand != y.Radicand)
            throw new ArgumentException($"sqrt({x.Radicand}) and sqrt({y.Radicand}) do not lie in one quadratic field");
        return x.IsRational ? y.Radicand : x.Radicand;
    }
}

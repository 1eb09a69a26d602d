using System.Numerics;

namespace HoDsl.Generator.Numerics;

/// <summary>A polynomial over Q(sqrt d), exact up to a positive factor: its coefficients lie in Z[sqrt d].</summary>
internal sealed class Polynomial
{
    private readonly QuadraticIntegers _ring;
    private readonly QuadraticInteger[] _coefficients;

    private Polynomial(QuadraticIntegers ring, IEnumerable<QuadraticInteger> coefficients)
    {
        _ring = ring;
        _coefficients = [.. coefficients];
        var count = _coefficients.Length;
        while (count > 0 && _coefficients[count - 1].IsZero)
            count--;
        Array.Resize(ref _coefficients, count);
    }

    /// <summary>The polynomial with given coefficients, that of the lowest power first.</summary>
    public static Polynomial Of(IReadOnlyList<Surd> coefficients)
    {
        var denominator = QuadraticIntegers.CommonDenominator(coefficients);
        return new(QuadraticIntegers.Of(coefficients), coefficients.Select(number => QuadraticIntegers.Scale(number, denominator)));
    }

    /// <summary>The polynomial with given coefficients in a ring, that of the lowest power first.</summary>
    public static Polynomial Of(QuadraticIntegers ring, IEnumerable<QuadraticInteger> coefficients) => new(ring, coefficients);

    /// <summary>The highest power; -1 for the polynomial 0.</summary>
    public int Degree => _coefficients.Length - 1;

    /// <summary>Whether it is 0 everywhere.</summary>
    public bool IsZero => Degree < 0;

    /// <summary>The sign just right of 0: that of the lowest coefficient that is not 0.</summary>
    public int SignNearZero => _coefficients.Select(_ring.Sign).FirstOrDefault(sign => sign != 0);

    /// <summary>The sign at 1.</summary>
    public int SignAtOne => _ring.Sign(_coefficients.Aggregate(QuadraticInteger.Zero, (sum, coefficient) => sum + coefficient));

    /// <summary>About the value at numerator / 2^bits, in units of 2^-(bits n); of the right sign, and 0 only where the polynomial is.</summary>
    public BigInteger AboutAt(BigInteger numerator, int bits)
    {
        var value = QuadraticInteger.Zero;
        for (var power = Degree; power >= 0; power--)
            value = value * numerator + (_coefficients[power] << bits * (Degree - power));
        return _ring.About(value);
    }

    /// <summary>How often the sign changes from coefficient to coefficient: as many positive roots as that, or an even number fewer (Descartes).</summary>
    public int SignChanges
    {
        get
        {
            var signs = _coefficients.Select(_ring.Sign).Where(sign => sign != 0).ToList();
            return signs.Zip(signs.Skip(1), (one, next) => one != next).Count(changes => changes);
        }
    }

    /// <summary>The derivative.</summary>
    public Polynomial Derivative => With(_coefficients.Select((coefficient, power) => coefficient * power).Skip(1));

    /// <summary>x^n p(1/x)</summary>
    public Polynomial Reversed => With(Enumerable.Reverse(_coefficients));

    /// <summary>p without the factors x.</summary>
    public Polynomial WithoutRootAtZero => With(_coefficients.SkipWhile(coefficient => coefficient.IsZero));

    /// <summary>p(2^n x)</summary>
    public Polynomial Stretched(int bits) => With(_coefficients.Select((coefficient, power) => coefficient << bits * power));

    /// <summary>A multiple of p(x/2).</summary>
    public Polynomial Halved() => With(_coefficients.Select((coefficient, power) => coefficient << Degree - power));

    /// <summary>p(x + 1)</summary>
    public Polynomial Shifted()
    {
        var shifted = (QuadraticInteger[])_coefficients.Clone();
        for (var done = 0; done < Degree; done++)
        {
            for (var power = Degree - 1; power >= done; power--)
                shifted[power] += shifted[power + 1];
        }
        return With(shifted);
    }

    /// <summary>A greatest common divisor, by Euclid's algorithm.</summary>
    public static Polynomial CommonDivisor(Polynomial a, Polynomial b)
    {
        while (!b.IsZero)
            (a, b) = (b, a.Divide(b).Remainder.Primitive());
        return a.Primitive();
    }

    /// <summary>A multiple of the quotient by a divisor.</summary>
    public Polynomial Over(Polynomial divisor) => Divide(divisor).Quotient.Primitive();

    /// <summary>Whether an image in a prime field shows that there is no multiple root; where it does not, there may be one or none.</summary>
    public bool IsSeenToBeSquareFree()
    {
        if (PrimeField.ImageOf(_ring.Radicand) is not { } field)
            return false;
        var image = _coefficients.Select(field.Of).ToList();
        return image[Degree] != 0 && field.AreCoprime(image, [.. Derivative._coefficients.Select(field.Of)]);
    }

    /// <summary>1, 0 or -1 where the product of all roots is smaller than 1, is 1 or larger, its sign aside.</summary>
    public int SmallnessOfRoots
    {
        get
        {
            var (first, last) = (_coefficients[0], _coefficients[Degree]);
            return _ring.Sign(_ring.Multiply(last, last) - _ring.Multiply(first, first));
        }
    }

    /// <summary>Whether all roots lie within the unit circle and none on it: by Schur's reduction, which lowers the degree and keeps the answer.</summary>
    public bool HasAllRootsInside()
    {
        var p = this;
        while (p.Degree > 0)
        {
            if (p.SmallnessOfRoots <= 0)
                return false;
            var (first, last) = (p._coefficients[0], p._coefficients[p.Degree]);
            var reversed = Enumerable.Reverse(p._coefficients);
            p = With(p._coefficients.Zip(reversed, (own, other) => _ring.Multiply(last, own) - _ring.Multiply(first, other)).Skip(1)).Primitive();
        }
        return true;
    }

    /// <summary>Whether it is soon seen to be positive between 0 and a number; where it is not, it may be so or not.</summary>
    public bool IsSeenToBePositiveBefore(Rational end) => SignNearZero > 0 && (IsOutweighedBefore(end) || IsPositiveByDescartesBefore(end));

    // Every negative term is smaller there than the positive one of the power before it.
    private bool IsOutweighedBefore(Rational end) => Enumerable.Range(1, Math.Max(Degree, 0)).All(power =>
        _ring.Sign(_coefficients[power]) >= 0 || _ring.Sign(_coefficients[power - 1] * end.Denominator + _coefficients[power] * end.Numerator) >= 0);

    private bool IsPositiveByDescartesBefore(Rational end)
    {
        // A multiple of p(end x), whose roots beyond 1 are those beyond the end.
        var stretched = With(_coefficients.Select((coefficient, power) =>
            coefficient * (BigInteger.Pow(end.Numerator, power) * BigInteger.Pow(end.Denominator, Degree - power))));
        return stretched.Reversed.Shifted().SignChanges == 0;
    }

    /// <summary>The product.</summary>
    public static Polynomial operator *(Polynomial a, Polynomial b)
    {
        var ring = a._ring.Contains(b._ring) ? a._ring : b._ring;
        var product = Enumerable.Repeat(QuadraticInteger.Zero, a.Degree + b.Degree + 1).ToArray();
        for (var i = 0; i <= a.Degree; i++)
        {
            for (var j = 0; j <= b.Degree; j++)
                product[i + j] += ring.Multiply(a._coefficients[i], b._coefficients[j]);
        }
        return new(ring, product);
    }

    // Division of a power of the divisor's leading coefficient times this polynomial: no fraction arises.
    private (Polynomial Quotient, Polynomial Remainder) Divide(Polynomial divisor)
    {
        var leading = divisor._coefficients[divisor.Degree];
        var (quotient, rest) = (new List<QuadraticInteger>(), (QuadraticInteger[])_coefficients.Clone());
        for (var power = Degree - divisor.Degree; power >= 0; power--)
        {
            var top = rest[power + divisor.Degree];
            quotient = [top, .. quotient.Select(coefficient => _ring.Multiply(coefficient, leading))];
            rest = [.. rest.Select(coefficient => _ring.Multiply(coefficient, leading))];
            for (var i = 0; i <= divisor.Degree; i++)
                rest[power + i] -= _ring.Multiply(top, divisor._coefficients[i]);
        }
        return (With(quotient), With(rest));
    }

    private Polynomial Primitive() => IsZero ? this : With(_ring.Primitive(_coefficients, _coefficients[Degree]));

    private Polynomial With(IEnumerable<QuadraticInteger> coefficients) => new(_ring, coefficients);
}

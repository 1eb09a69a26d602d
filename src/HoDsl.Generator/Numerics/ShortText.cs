using System.Globalization;
using System.Numerics;

namespace HoDsl.Generator.Numerics;

/// <summary>Numbers as messages show them: exact where that is short.</summary>
internal static class ShortText
{
    private const int LongestExactText = 40;

    // A number near another is told by its distance from that.
    private static readonly Rational Near = new(1, 1000);

    // Below this a double loses digits.
    private const double Smallest = 1e-290;

    private static readonly Rational Shift = BigInteger.Pow(10, 300);

    /// <summary>The number: `1/6`, `about 0.1666667`.</summary>
    public static string ToShortString(this Surd value, int longest = LongestExactText) =>
        value.ToString() is var text && text.Length <= longest ? text : $"about {Decimal(value)}";

    /// <summary>The number beside one that it should be: `7/6`, `1 + 1e-60`, `about 0.1666667`.</summary>
    public static string ToShortString(this Surd value, Surd other)
    {
        var distance = value - other;
        return value.ToString().Length > LongestExactText && (distance.Magnitude - Near).Sign < 0
            ? $"{other.ToShortString()} {(distance.Sign < 0 ? '-' : '+')} {Scientific(distance.Magnitude)}"
            : ToShortString(value);
    }

    /// <summary>The multiple of 10^-digits nearest to the number.</summary>
    public static Rational Round(this Surd value, int digits)
    {
        var unit = BigInteger.Pow(10, digits);
        var root = new Rational(IntegerRoot.Floor(value.Radicand * unit * unit * unit * unit), unit * unit);
        var units = (value.Rational + value.Irrational * root) * unit;
        var rounded = (2 * BigInteger.Abs(units.Numerator) + units.Denominator) / (2 * units.Denominator);
        return new(units.Sign * rounded, unit);
    }

    /// <summary>A multiple of 10^-digits: `-0.125`.</summary>
    public static string ToDecimalString(this Rational value, int digits)
    {
        var units = BigInteger.Abs(value.Numerator) * BigInteger.Pow(10, digits) / value.Denominator;
        var text = units.ToString(CultureInfo.InvariantCulture).PadLeft(digits + 1, '0');
        text = text.Insert(text.Length - digits, ".").TrimEnd('0').TrimEnd('.');
        return value.Sign < 0 ? "-" + text : text;
    }

    private static string Decimal(Surd value) => Math.Abs(Math.Log10(Math.Abs(value.ToDouble()))) < 5
        ? value.ToDouble().ToString("G7", CultureInfo.InvariantCulture)
        : value.Sign < 0 ? "-" + Scientific(-value) : Scientific(value);

    // 1.25e-60, whatever the exponent.
    private static string Scientific(Surd positive)
    {
        var exponent = 0;
        for (; positive.ToDouble() < Smallest; exponent -= 300)
            positive *= Shift;
        for (; double.IsInfinity(positive.ToDouble()); exponent += 300)
            positive *= Rational.One / Shift;
        var parts = positive.ToDouble().ToString("0.######e0", CultureInfo.InvariantCulture).Split('e');
        return FormattableString.Invariant($"{parts[0]}e{int.Parse(parts[1], CultureInfo.InvariantCulture) + exponent}");
    }
}

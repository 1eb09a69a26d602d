using System.Globalization;
using System.Numerics;
using System.Text;
using System.Xml;
using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Emit;

/// <summary>Values as C# and XML spell them.</summary>
internal static class Literals
{
    private static readonly BigInteger ExactLimit = BigInteger.One << 53;

    /// <summary>An expression that a compiler evaluates to the double nearest to the exact number.</summary>
    /// <remarks>A quotient of two integers that doubles hold exactly is rounded correctly by IEEE 754's division, and a person reads it.</remarks>
    public static string Double(Surd value)
    {
        var (numerator, denominator) = (value.Rational.Numerator, value.Rational.Denominator);
        if (!IsExact(value))
            return Double(value.ToDouble());
        var dividend = numerator.ToString(CultureInfo.InvariantCulture) + ".0";
        return denominator.IsOne ? dividend : dividend + " / " + denominator.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The shortest of the forms that read back as the same double, on every runtime that hosts the compiler.</summary>
    public static string Double(double value)
    {
        if (double.IsInfinity(value))
            return value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity";
        var text = new[] { "G15", "G16", "G17" }
            .Select(format => value.ToString(format, CultureInfo.InvariantCulture))
            .First(text => double.Parse(text, CultureInfo.InvariantCulture).Equals(value));
        return text.IndexOfAny(['.', 'E']) < 0 ? text + ".0" : text;
    }

    /// <summary>Whether the expression shows the number itself, not its rounded value.</summary>
    public static bool IsExact(Surd value) =>
        value.IsRational && BigInteger.Abs(value.Rational.Numerator) <= ExactLimit && value.Rational.Denominator <= ExactLimit;

    /// <summary>A truth value.</summary>
    public static string Bool(bool value) => value ? "true" : "false";

    /// <summary>A string literal.</summary>
    public static string Text(string value)
    {
        var literal = new StringBuilder("\"");
        foreach (var c in value)
            literal.Append(c is '"' or '\\' ? $"\\{c}" : char.IsControl(c) || c is '\u2028' or '\u2029' ? $"\\u{(int)c:x4}" : c.ToString());
        return literal.Append('"').ToString();
    }

    /// <summary>A text within an XML element of a comment, without the characters that XML cannot hold or that C# ends a line at.</summary>
    public static string Xml(string value) =>
        string.Concat(value.Where(c => XmlConvert.IsXmlChar(c) && !char.IsControl(c) && c is not ('\u2028' or '\u2029'))).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}

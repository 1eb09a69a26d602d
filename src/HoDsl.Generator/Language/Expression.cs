using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Language;

/// <summary>An expression of a cell or directive.</summary>
public abstract record Expression(Span Span);

/// <summary>An integer or a decimal, which is the rational number it spells.</summary>
public sealed record NumberExpression(Rational Value, Span Span) : Expression(Span);

/// <summary>A name that a `let` or a parameter has, or a word that an option may be.</summary>
public sealed record NameExpression(string Name, Span Span) : Expression(Span);

/// <summary>-x</summary>
public sealed record NegationExpression(Expression Operand, Span Span) : Expression(Span);

/// <summary>x + y, x - y, x * y, x / y</summary>
public sealed record BinaryExpression(char Operator, Expression Left, Expression Right, Span Span) : Expression(Span);

/// <summary>x ^ n</summary>
public sealed record PowerExpression(Expression Base, int Exponent, Span Span) : Expression(Span);

/// <summary>sqrt(x)</summary>
public sealed record RootExpression(Expression Radicand, Span Span) : Expression(Span);

/// <summary>3x3: the height and width of a window, in pixels.</summary>
public sealed record WindowExpression(int Height, int Width, Span Span) : Expression(Span);

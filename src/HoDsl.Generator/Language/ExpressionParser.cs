using System.Globalization;
using System.Numerics;
using HoDsl.Generator.Findings;
using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Language;

/// <summary>Reads expressions: sums of products of powers of numbers, names, roots and parentheses.</summary>
/// <param name="tokens">Where they are read.</param>
/// <param name="operators">How many of + - * / an expression may have: what becomes C# must not be too long for its compiler.</param>
internal sealed class ExpressionParser(TokenReader tokens, int operators = int.MaxValue)
{
    /// <summary>How deep parentheses and signs may nest.</summary>
    private const int DepthLimit = 100;

    /// <summary>The largest exponent of ten, and the most digits, that a number may have.</summary>
    private const int DigitLimit = 1_000;

    /// <summary>The largest exponent of `^`.</summary>
    private const int PowerLimit = 1_000;

    private int _depth;
    private int _operators;

    /// <summary>sum = product { ('+' | '-') product }</summary>
    public Expression Sum()
    {
        var left = Product();
        while (tokens.Peek.Is('+') || tokens.Peek.Is('-'))
            left = Binary(tokens.Take(), left, Product());
        tokens.Possible("an operator");
        return left;
    }

    /// <summary>The exact value of a token of digits: `0.5`, `1e-3`, `12`.</summary>
    public static Rational Value(Token number)
    {
        var parts = number.Text.Split('e', 'E');
        var point = parts[0].IndexOf('.');
        var digits = parts[0].Replace(".", "");
        var exponent = BigInteger.Parse(parts.Length > 1 ? parts[1] : "0", CultureInfo.InvariantCulture);
        exponent -= point < 0 ? 0 : parts[0].Length - point - 1;
        if (digits.Length > DigitLimit || BigInteger.Abs(exponent) > DigitLimit)
            throw new Fault(Rules.NumberTooLarge, number.Span, $"at most {DigitLimit} digits are read");

        var mantissa = BigInteger.Parse(digits, CultureInfo.InvariantCulture);
        var power = BigInteger.Pow(10, (int)BigInteger.Abs(exponent));
        return exponent.Sign >= 0 ? mantissa * power : new Rational(mantissa, power);
    }

    private Expression Product()
    {
        var left = Signed();
        while (tokens.Peek.Is('*') || tokens.Peek.Is('/'))
            left = Binary(tokens.Take(), left, Signed());
        return left;
    }

    private Expression Signed()
    {
        var sign = tokens.Peek;
        if (!tokens.TryTake('-'))
            return Power();
        var operand = Nested(sign, Signed);
        return new NegationExpression(operand, sign.Span.To(operand.Span));
    }

    private Expression Power()
    {
        var @base = Primary();
        if (!tokens.Peek.Is('^'))
            return @base;
        tokens.Take();
        var negative = tokens.TryTake('-');
        var exponent = tokens.Expect(TokenKind.Number, "an integer exponent");
        if (!int.TryParse(exponent.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value > PowerLimit)
            throw new Fault(Rules.UnexpectedToken, exponent.Span, $"an integer exponent of at most {PowerLimit}", exponent.Description, "");
        return new PowerExpression(@base, negative ? -value : value, @base.Span.To(exponent.Span));
    }

    private Expression Primary()
    {
        var token = tokens.Peek;
        if (token.Kind == TokenKind.Number)
            return new NumberExpression(Value(tokens.Take()), token.Span);
        if (tokens.TryTake('('))
            return Nested(token, () => Parenthesised(token));
        if (token.Kind != TokenKind.Word)
            throw tokens.Unexpected("a number, a name or '('");
        tokens.Take();
        if (!token.Is("sqrt"))
            return tokens.Peek.Is('(') ? throw tokens.Unexpected("an operator", "; the only function is 'sqrt'") : new NameExpression(token.Text, token.Span);
        var open = tokens.Peek;
        tokens.Expect('(');
        var radicand = Nested(open, () => Parenthesised(open));
        return new RootExpression(radicand, token.Span.To(radicand.Span));
    }

    private Expression Parenthesised(Token open)
    {
        var inner = Sum();
        var close = tokens.Peek;
        if (!tokens.TryTake(')'))
            throw tokens.AtEnd ? new Fault(Rules.UnbalancedParenthesis, open.Span) : tokens.Unexpected("an operator or ')'");
        return inner with { Span = open.Span.To(close.Span) };
    }

    private Expression Nested(Token at, Func<Expression> read)
    {
        if (++_depth > DepthLimit)
            throw new Fault(Rules.NestedTooDeep, at.Span, DepthLimit);
        var expression = read();
        _depth--;
        return expression;
    }

    private BinaryExpression Binary(Token symbol, Expression left, Expression right) => ++_operators <= operators
        ? new(symbol.Text[0], left, right, left.Span.To(right.Span))
        : throw new Fault(Rules.NumberTooLarge, symbol.Span, $"an expression has at most {operators} operators here");
}

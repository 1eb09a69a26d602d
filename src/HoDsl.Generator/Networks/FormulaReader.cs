using System.Numerics;
using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Networks;

/// <summary>Reads expressions as integers, or as numbers, with the parameters that there are.</summary>
/// <param name="parameters">The parameters' values.</param>
internal sealed class FormulaReader(IReadOnlyDictionary<string, int> parameters)
{
    /// <summary>The largest integer that a network may state.</summary>
    public const int Largest = 1_000_000;

    /// <summary>The parameters' values.</summary>
    public IReadOnlyDictionary<string, int> Parameters => parameters;

    /// <summary>Whether there is a parameter of a name.</summary>
    public bool Knows(string name) => parameters.ContainsKey(name);

    /// <summary>An integer, not less than the least one allowed.</summary>
    public WholeValue Whole(Expression expression, int least)
    {
        var formula = Formula(expression);
        return new(formula, InRange(Evaluate(formula, expression), least, expression));
    }

    /// <summary>The value of an expression, which is not less than the least one allowed, nor more than a network may state.</summary>
    public static int InRange(BigInteger value, int least, Expression expression) => value >= least && value <= Largest ? (int)value
        : throw new Fault(Rules.NumberOutOfRange, expression.Span, value, least, Largest);

    /// <summary>A number, between two others.</summary>
    public static double Real(Expression expression, double low, double high)
    {
        if (Exact(expression) is not { } value)
            throw new Fault(Rules.UnexpectedToken, expression.Span, "a number", "an expression", "");
        var number = ((Surd)value).ToDouble();
        return number >= low && number <= high ? number
            : throw new Fault(Rules.NumberOutOfRange, expression.Span, number, low, high);
    }

    private static Rational? Exact(Expression expression) => expression switch
    {
        NumberExpression number => number.Value,
        NegationExpression negation => -Exact(negation.Operand),
        BinaryExpression { Operator: '/' } quotient => Divided(Exact(quotient.Left), Exact(quotient.Right), expression),
        _ => null,
    };

    private static Rational? Divided(Rational? dividend, Rational? divisor, Expression expression) =>
        divisor is { IsZero: true } ? throw new Fault(Rules.DivisionByZero, expression.Span) : dividend / divisor;

    /// <summary>What an expression says, whatever its parameters are.</summary>
    public Formula Formula(Expression expression) => expression switch
    {
        NumberExpression { Value: var value } when value.Denominator.IsOne && value.CompareTo(Largest) <= 0 => Networks.Formula.Of((int)value.Numerator),
        NumberExpression { Value: var value } when value.Denominator.IsOne => throw new Fault(Rules.NumberOutOfRange, expression.Span, ((Surd)value).ToShortString(), 0, Largest),
        NameExpression name when parameters.ContainsKey(name.Name) => new ParameterFormula(name.Name),
        // Without any parameter, not even 'classes', only directives are read.
        NameExpression name => throw new Fault(
            Rules.UnknownParameter, name.Span, name.Name, parameters.Count == 0 ? " here: this must be a number" : Suggestion.Or(name.Name, [.. parameters.Keys])),
        NegationExpression negation => new NegatedFormula(Formula(negation.Operand)),
        BinaryExpression binary => new BinaryFormula(binary.Operator, Formula(binary.Left), Formula(binary.Right)),
        WindowExpression => throw new Fault(Rules.NotWhole, expression.Span, "a window"),
        NumberExpression => throw new Fault(Rules.NotWhole, expression.Span, "this number"),
        _ => throw new Fault(Rules.NotWhole, expression.Span, "this"),
    };

    // Generated code computes the same with integers of 32 bits.
    private BigInteger Evaluate(Formula formula, Expression expression)
    {
        var value = Value(formula, expression);
        return BigInteger.Abs(value) <= int.MaxValue ? value
            : throw new Fault(Rules.NumberOutOfRange, expression.Span, value, -int.MaxValue, int.MaxValue);
    }

    private BigInteger Value(Formula formula, Expression expression) => formula switch
    {
        NumberFormula number => number.Number,
        ParameterFormula parameter => parameters[parameter.Name],
        NegatedFormula negated => -Evaluate(negated.Operand, expression),
        BinaryFormula { Operator: '+' } sum => Evaluate(sum.Left, expression) + Evaluate(sum.Right, expression),
        BinaryFormula { Operator: '-' } difference => Evaluate(difference.Left, expression) - Evaluate(difference.Right, expression),
        BinaryFormula { Operator: '*' } product => Evaluate(product.Left, expression) * Evaluate(product.Right, expression),
        BinaryFormula quotient => Divided(Evaluate(quotient.Left, expression), Evaluate(quotient.Right, expression), expression),
        _ => throw new InvalidOperationException(formula.ToString()),
    };

    private static BigInteger Divided(BigInteger dividend, BigInteger divisor, Expression expression)
    {
        if (divisor.IsZero)
            throw new Fault(Rules.DivisionByZero, expression.Span);
        var quotient = BigInteger.DivRem(dividend, divisor, out var rest);
        return rest.IsZero ? quotient : throw new Fault(Rules.UnevenDivision, expression.Span, dividend, divisor, "");
    }
}

using System.Globalization;
using System.Numerics;
using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Schemes;

/// <summary>Evaluates the expressions of one scheme, exactly, in one field Q(sqrt d).</summary>
internal sealed class Evaluator(FindingBag findings)
{
    /// <summary>How many binary digits a value may have.</summary>
    private const int BitLimit = 200_000;

    // A name whose own expression failed stands for null: the fault is reported once, at its cause.
    private readonly Dictionary<string, Surd?> _values = [];
    private BigInteger _radicand;

    /// <summary>Gives a name a value.</summary>
    public void Define(LetDirective let) => _values[let.Name.Text] = Evaluate(let.Value);

    /// <summary>The value of an expression; null where it has none, which is reported.</summary>
    public Surd? Evaluate(Expression expression)
    {
        try
        {
            return Value(expression);
        }
        catch (Fault fault)
        {
            findings.Add(fault);
            return null;
        }
        catch (UndefinedValueException)
        {
            return null;
        }
    }

    private Surd Value(Expression expression) => Limited(expression, expression switch
    {
        NumberExpression number => number.Value,
        NameExpression name => Named(name),
        NegationExpression negation => -Value(negation.Operand),
        PowerExpression power => Power(power),
        RootExpression root => Root(root),
        BinaryExpression binary => Operate(binary),
        _ => throw new InvalidOperationException($"no rule evaluates {expression.GetType().Name}"),
    });

    private Surd Named(NameExpression name)
    {
        if (!_values.TryGetValue(name.Name, out var value))
            throw new Fault(Rules.UnknownName, name.Span, name.Name, Suggestion.For(name.Name, _values.Keys.Append("sqrt")));
        return value ?? throw new UndefinedValueException();
    }

    private Surd Operate(BinaryExpression binary)
    {
        var (left, right) = (Value(binary.Left), Value(binary.Right));
        return binary.Operator switch
        {
            '+' => left + right,
            '-' => left - right,
            '*' => left * right,
            _ => right.IsZero ? throw new Fault(Rules.DivisionByZero, binary.Right.Span) : left / right,
        };
    }

    private Surd Power(PowerExpression power)
    {
        var value = Value(power.Base);
        if (power.Exponent < 0 && value.IsZero)
            throw new Fault(Rules.DivisionByZero, power.Base.Span);
        if ((long)Size(value) * Math.Abs(power.Exponent) > BitLimit)
            throw TooLarge(power);
        var result = Surd.One;
        for (var i = 0; i < Math.Abs(power.Exponent); i++)
            result *= value;
        return power.Exponent < 0 ? Surd.One / result : result;
    }

    private Surd Root(RootExpression root)
    {
        var value = Value(root.Radicand);
        if (!value.IsRational)
            throw new Fault(Rules.NestedRoot, root.Span, value.ToString());
        if (value.Sign < 0)
            throw new Fault(Rules.NegativeRoot, root.Span, value.ToString());
        var result = SquareRoot.Of(value.Rational) ?? throw new Fault(Rules.NumberTooLarge, root.Span, "its square part cannot be found");
        if (!result.IsRational && !_radicand.IsZero && _radicand != result.Radicand)
            throw new Fault(Rules.SecondRadical, root.Span, result.Radicand.ToString(CultureInfo.InvariantCulture), _radicand.ToString(CultureInfo.InvariantCulture));
        _radicand = result.IsRational ? _radicand : result.Radicand;
        return result;
    }

    private static Surd Limited(Expression expression, Surd value) => Size(value) <= BitLimit ? value : throw TooLarge(expression);

    private static Fault TooLarge(Expression expression) => new(Rules.NumberTooLarge, expression.Span, $"at most {BitLimit} binary digits are kept");

    private static int Size(Surd value) => Math.Max(Size(value.Rational), Size(value.Irrational));

    private static int Size(Rational value) => IntegerRoot.BitLength(value.Numerator) + IntegerRoot.BitLength(value.Denominator);

    private sealed class UndefinedValueException : Exception;
}

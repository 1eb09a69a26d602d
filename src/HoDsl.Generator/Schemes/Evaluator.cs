using System.Numerics;
using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Schemes;

/// <summary>Evaluates the expressions of one scheme, exactly, in one field Q(sqrt d).</summary>
internal sealed class Evaluator(FindingBag findings)
{
    /// <summary>How many binary digits a value may have.</summary>
    private const int BitLimit = 20_000;

    /// <summary>How deep expressions may nest, with those of the names in them that are evaluated for their sake: the stack of the processor ends.</summary>
    private const int DepthLimit = 500;

    // A name whose own expression failed stands for null: the fault is reported once, at its cause.
    private readonly Dictionary<string, Affine?> _values = [];
    private readonly Dictionary<string, Directive> _undefined = [];
    private readonly HashSet<string> _open = [];
    private readonly HashSet<string> _read = [];
    private int _depth;
    private RootExpression? _firstRoot;
    private BigInteger _radicand;
    private bool _hasTwoRadicals;

    /// <summary>Gives names their values: those of `let`, and those that stand for parameters.</summary>
    /// <remarks>
    /// What overrides a name of a base stands in that name's place, perhaps before names of its own file that it uses: those are evaluated for its sake.
    /// </remarks>
    public void Define(IReadOnlyList<Directive> directives)
    {
        foreach (var directive in directives)
            _undefined.Add(directive.Subject, directive);
        foreach (var directive in directives)
            Define(directive);
    }

    /// <summary>Whether an expression that was evaluated has the name.</summary>
    public bool HasRead(string name) => _read.Contains(name);

    // What is no longer undefined, but open, is not evaluated for its own sake: no value depends on itself.
    private void Define(Directive directive)
    {
        var name = directive.Subject;
        if (!_undefined.Remove(name))
            return;
        _open.Add(name);
        _values[name] = directive is LetDirective let ? EvaluateAffine(let.Value) : Affine.Parameter(name);
        _open.Remove(name);
    }

    /// <summary>The value of an expression in which no parameter matters; null where it has none, which is reported.</summary>
    public Surd? Evaluate(Expression expression) => Guarded<Surd>(() => Number(expression));

    /// <summary>The value of an expression that may depend on parameters; null where it has none, which is reported.</summary>
    public Affine? EvaluateAffine(Expression expression) => Guarded<Affine>(() => Value(expression));

    private T? Guarded<T>(Func<T> evaluate) where T : struct
    {
        try
        {
            return evaluate();
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

    private Surd Number(Expression expression)
    {
        var value = Value(expression);
        return value.IsConstant ? value.Constant : throw new Fault(Rules.UnexpectedParameter, expression.Span, value.Slopes[0].Parameter);
    }

    private Affine Value(Expression expression)
    {
        if (++_depth > DepthLimit)
            throw new Fault(Rules.NestedTooDeep, expression.Span, DepthLimit);
        try
        {
            return Limited(expression, Unlimited(expression));
        }
        finally
        {
            _depth--;
        }
    }

    private Affine Unlimited(Expression expression) => expression switch
    {
        NumberExpression number => (Surd)number.Value,
        NameExpression name => Named(name),
        NegationExpression negation => Value(negation.Operand) * -Surd.One,
        PowerExpression power => Power(power),
        RootExpression root => Root(root),
        BinaryExpression binary => Fold(binary),
        _ => throw new InvalidOperationException($"no rule evaluates {expression.GetType().Name}"),
    };

    private Affine Named(NameExpression name)
    {
        _read.Add(name.Name);
        if (_undefined.TryGetValue(name.Name, out var directive) && IsInSight(directive.Keyword.Span, name.Span))
            Define(directive);
        if (!_values.TryGetValue(name.Name, out var value))
            throw new Fault(Rules.UnknownName, name.Span, name.Name, Hint(name.Name));
        return value ?? throw new UndefinedValueException();
    }

    private string Hint(string name) => Keywords.IsMap(name) ? "; cells hold weights, not the maps that they multiply"
        : _open.Contains(name) ? "; its value would depend on itself"
        : Suggestion.For(name, _values.Keys);

    // In one file a name is defined above; what another file of the scheme defines, all of this one sees.
    private static bool IsInSight(Span definition, Span use) => definition.File != use.File || definition.Start < use.Start;

    // A sum leans to the left, one level a term: the stack of the processor would not hold a long one.
    private Affine Fold(BinaryExpression binary)
    {
        var operations = new Stack<BinaryExpression>();
        Expression first = binary;
        for (; first is BinaryExpression operation; first = operation.Left)
            operations.Push(operation);
        return operations.Aggregate(Value(first), (left, operation) => Limited(operation, Operate(operation, left, Value(operation.Right))));
    }

    private static Affine Operate(BinaryExpression binary, Affine left, Affine right) => binary.Operator switch
    {
        '+' => left + right,
        '-' => left - right,
        '*' when right.IsConstant => left * right.Constant,
        '*' => left.IsConstant ? right * left.Constant : throw NotAffine(binary, "multiplied by each other"),
        _ when !right.IsConstant => throw NotAffine(binary, "used as a divisor"),
        _ => right.IsZero ? throw new Fault(Rules.DivisionByZero, binary.Right.Span) : left * (Surd.One / right.Constant),
    };

    private Surd Power(PowerExpression power)
    {
        var value = Constant(power.Base, "raised to a power");
        if (power.Exponent < 0 && value.IsZero)
            throw new Fault(Rules.DivisionByZero, power.Base.Span);
        if ((long)Size(value) * Math.Abs(power.Exponent) > BitLimit)
            throw TooLarge(power);
        var result = Surd.One;
        for (var exponent = Math.Abs(power.Exponent); exponent > 0; exponent /= 2)
        {
            result = exponent % 2 == 1 ? result * value : result;
            value *= value;
        }
        return power.Exponent < 0 ? Surd.One / result : result;
    }

    private Surd Root(RootExpression root)
    {
        var value = Constant(root.Radicand, "put under a root");
        if (!value.IsRational)
            throw new Fault(Rules.NestedRoot, root.Span, value.ToString());
        if (value.Sign < 0)
            throw new Fault(Rules.NegativeRoot, root.Span, value.ToString());
        var result = SquareRoot.Of(value.Rational) ?? throw new Fault(Rules.NumberTooLarge, root.Span, "its square part cannot be found");
        if (!result.IsRational)
            CheckRadical(root, result.Radicand);
        return result;
    }

    // Which of two radicals is the wrong one cannot be known: the fault is reported once, at the second, and names the first.
    private void CheckRadical(RootExpression root, BigInteger radicand)
    {
        if (_firstRoot is null)
            (_firstRoot, _radicand) = (root, radicand);
        if (radicand == _radicand)
            return;
        if (_hasTwoRadicals)
            throw new UndefinedValueException();
        _hasTwoRadicals = true;
        throw new Fault(Rules.SecondRadical, root.Span, radicand, _radicand, _firstRoot.Span.Line + 1);
    }

    private Surd Constant(Expression expression, string use)
    {
        var value = Value(expression);
        return value.IsConstant ? value.Constant : throw NotAffine(expression, use);
    }

    private static Fault NotAffine(Expression expression, string use) => new(Rules.NotAffine, expression.Span, use);

    private static Affine Limited(Expression expression, Affine value) =>
        Size(value.Constant) <= BitLimit && value.Slopes.All(slope => Size(slope.Factor) <= BitLimit) ? value : throw TooLarge(expression);

    private static Fault TooLarge(Expression expression) => new(Rules.NumberTooLarge, expression.Span, $"at most {BitLimit} binary digits are kept");

    private static int Size(Surd value) => Math.Max(Size(value.Rational), Size(value.Irrational));

    private static int Size(Rational value) => IntegerRoot.BitLength(value.Numerator) + IntegerRoot.BitLength(value.Denominator);

    private sealed class UndefinedValueException : Exception;
}

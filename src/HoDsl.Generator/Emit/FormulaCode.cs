using System.Globalization;
using HoDsl.Generator.Networks;

namespace HoDsl.Generator.Emit;

/// <summary>Writes integers of a network as C# does.</summary>
internal static class FormulaCode
{
    /// <summary>The expression: `layers - 2`.</summary>
    public static string Write(Formula formula) => Write(formula, 0);

    // What binds less than its surroundings goes into parentheses; a quotient must leave no rest, which is looked after at run time.
    private static string Write(Formula formula, int surroundings) => formula switch
    {
        NumberFormula number => number.Number.ToString(CultureInfo.InvariantCulture),
        ParameterFormula parameter => parameter.Name,
        NegatedFormula negated => Enclosed($"-{Write(negated.Operand, 4)}", 3, surroundings),
        BinaryFormula { Operator: '/' } quotient => $"Quotient({Write(quotient.Left, 0)}, {Write(quotient.Right, 0)})",
        BinaryFormula { Operator: '*' } product => Enclosed($"{Write(product.Left, 2)} * {Write(product.Right, 3)}", 2, surroundings),
        BinaryFormula sum => Enclosed($"{Write(sum.Left, 1)} {sum.Operator} {Write(sum.Right, 2)}", 1, surroundings),
        _ => throw new InvalidOperationException(formula.ToString()),
    };

    private static string Enclosed(string code, int binding, int surroundings) => binding < surroundings ? $"({code})" : code;
}

using System.Globalization;
using HoDsl.Generator.Networks;

namespace HoDsl.Generator.Emit;

/// <summary>Writes integers of a network as C# does.</summary>
internal static class FormulaCode
{
    /// <summary>The expression: `Quotient(layers - 2, 3)`. A quotient must leave no rest, which is looked after at run time.</summary>
    public static string Write(Formula formula) => Write(formula, 0, isCode: true);

    /// <summary>The same in the words of the file: `(layers - 2) / 3`.</summary>
    public static string InFile(Formula formula) => Write(formula, 0, isCode: false);

    // What binds less than its surroundings goes into parentheses.
    private static string Write(Formula formula, int surroundings, bool isCode) => formula switch
    {
        NumberFormula number => number.Number.ToString(CultureInfo.InvariantCulture),
        ParameterFormula parameter => parameter.Name,
        NegatedFormula negated => Enclosed($"-{Write(negated.Operand, 4, isCode)}", 3, surroundings),
        BinaryFormula { Operator: '/' } quotient when isCode => $"Quotient({Write(quotient.Left)}, {Write(quotient.Right)})",
        BinaryFormula { Operator: '*' or '/' } product => Enclosed($"{Write(product.Left, 2, isCode)} {product.Operator} {Write(product.Right, 3, isCode)}", 2, surroundings),
        BinaryFormula sum => Enclosed($"{Write(sum.Left, 1, isCode)} {sum.Operator} {Write(sum.Right, 2, isCode)}", 1, surroundings),
        _ => throw new InvalidOperationException(formula.ToString()),
    };

    private static string Enclosed(string code, int binding, int surroundings) => binding < surroundings ? $"({code})" : code;
}

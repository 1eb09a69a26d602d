using System.Globalization;
using HoDsl.Generator.Networks;

namespace HoDsl.Generator.Emit;

/// <summary>Writes the arguments of a layer or a subnet as C# passes them: those with a place first, the others by name.</summary>
internal static class ArgumentCode
{
    /// <summary>The arguments that the file gives.</summary>
    public static IEnumerable<string> Write(Arguments arguments) => Write(arguments.Given);

    /// <summary>Some of them.</summary>
    public static IEnumerable<string> Write(IEnumerable<Argument> arguments) => arguments
        .Select(argument => argument.Parameter.HasPlace ? Value(argument) : $"{argument.Parameter.CSharpName}: {Value(argument)}");

    private static string Value(Argument argument) => argument.Value switch
    {
        WholeValue whole => FormulaCode.Write(whole.Formula),
        RealValue real => Literals.Double(real.Number),
        WindowValue window => window.Side.ToString(CultureInfo.InvariantCulture),
        ChoiceValue choice when argument.Parameter.IsSwitch => Literals.Bool(choice.Word == ParameterKind.On),
        ChoiceValue choice => Literals.Text(choice.Word),
        _ => throw new InvalidOperationException(argument.ToString()),
    };
}

namespace HoDsl.Generator.Networks;

/// <summary>Says a depth in the words of whoever chooses it.</summary>
internal static class Depths
{
    /// <summary>`layers = 18`, where 16 layers are wanted of `layers - 2`; `16` where the formula has no such simple inverse.</summary>
    public static string InTermsOf(Formula formula, int wanted) => formula switch
    {
        ParameterFormula parameter => FormattableString.Invariant($"{parameter.Name} = {wanted}"),
        BinaryFormula { Operator: '-', Left: ParameterFormula parameter, Right: NumberFormula number } => FormattableString.Invariant($"{parameter.Name} = {wanted + number.Number}"),
        BinaryFormula { Operator: '+', Left: ParameterFormula parameter, Right: NumberFormula number } => FormattableString.Invariant($"{parameter.Name} = {wanted - number.Number}"),
        _ => FormattableString.Invariant($"{wanted}"),
    };
}

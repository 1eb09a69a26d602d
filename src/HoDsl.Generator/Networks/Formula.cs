namespace HoDsl.Generator.Networks;

/// <summary>An integer as a network's file states it: in numbers and parameters.</summary>
public abstract record Formula
{
    /// <summary>A formula that is a number.</summary>
    public static Formula Of(int number) => new NumberFormula(number);
}

/// <summary>12</summary>
public sealed record NumberFormula(int Number) : Formula;

/// <summary>width: what whoever makes the network chooses.</summary>
public sealed record ParameterFormula(string Name) : Formula;

/// <summary>-x</summary>
public sealed record NegatedFormula(Formula Operand) : Formula;

/// <summary>x + y, x - y, x * y, or x / y, which must leave no rest.</summary>
public sealed record BinaryFormula(char Operator, Formula Left, Formula Right) : Formula;

using HoDsl.Generator.Support;

namespace HoDsl.Generator.Networks;

/// <summary>An argument that a file gives.</summary>
/// <param name="Parameter">What it is the value of.</param>
/// <param name="Value">The value.</param>
public sealed record Argument(ParameterKind Parameter, Value Value);

/// <summary>The arguments of one layer or subnet: those that the file gives, and the defaults of the others.</summary>
/// <param name="Given">Those that the file gives, in the order in which the layer states its parameters.</param>
public sealed record Arguments(EquatableArray<Argument> Given)
{
    /// <summary>The integer of a name.</summary>
    public int Whole(ParameterKind parameter) => ((WholeValue)Value(parameter)).Number;

    /// <summary>The side of a window.</summary>
    public int Window(ParameterKind parameter) => ((WindowValue)Value(parameter)).Side;

    /// <summary>Whether a switch is on.</summary>
    public bool IsOn(ParameterKind parameter) => Choice(parameter) == ParameterKind.On;

    /// <summary>The word of a choice.</summary>
    public string Choice(ParameterKind parameter) => ((ChoiceValue)Value(parameter)).Word;

    /// <summary>Whether the file gives a value.</summary>
    public bool Has(ParameterKind parameter) => Given.Any(argument => argument.Parameter == parameter);

    private Value Value(ParameterKind parameter) =>
        Given.FirstOrDefault(argument => argument.Parameter == parameter)?.Value ?? parameter.Default
        ?? throw new InvalidOperationException($"'{parameter.Name}' has neither value nor default.");
}

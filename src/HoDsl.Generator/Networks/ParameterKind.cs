using HoDsl.Generator.Support;

namespace HoDsl.Generator.Networks;

/// <summary>What a layer or a subnet can be given.</summary>
/// <param name="Name">The word before the value; of one that has a place, what messages call it.</param>
/// <param name="Form">What the value is.</param>
/// <param name="Default">The value where the file gives none; null where it must.</param>
/// <param name="HasPlace">Whether its place says what it is, not a word before it.</param>
/// <param name="Least">The least integer that it may be.</param>
/// <param name="Words">The words that a choice may be.</param>
/// <param name="Lowest">The lowest number that it may be.</param>
/// <param name="Highest">The highest.</param>
public sealed record ParameterKind(
    string Name, ValueForm Form, Value? Default, bool HasPlace, int Least, EquatableArray<string> Words, double Lowest = 0, double Highest = 1)
{
    /// <summary>The word of a switch that is on.</summary>
    public const string On = "on";

    /// <summary>The word of a switch that is off.</summary>
    public const string Off = "off";

    /// <summary>An integer at its place, which must be given.</summary>
    public static ParameterKind Placed(string name) => new(name, ValueForm.Whole, null, HasPlace: true, Least: 1, EquatableArray<string>.Empty);

    /// <summary>A number from 0 to 1 at its place, which must be given.</summary>
    public static ParameterKind PlacedReal(string name) => new(name, ValueForm.Real, null, HasPlace: true, Least: 0, EquatableArray<string>.Empty);

    /// <summary>A window at its place, which must be given: `3x3`.</summary>
    public static ParameterKind PlacedWindow(string name) => new(name, ValueForm.Window, null, HasPlace: true, Least: 1, EquatableArray<string>.Empty);

    /// <summary>An integer behind its name.</summary>
    public static ParameterKind Whole(string name, int @default, int least = 1) =>
        new(name, ValueForm.Whole, WholeValue.Of(@default), HasPlace: false, least, EquatableArray<string>.Empty);

    /// <summary>An integer behind its name; what stands for it where it is not given, the layer finds out.</summary>
    public static ParameterKind Open(string name, int least = 1) =>
        new(name, ValueForm.Whole, null, HasPlace: false, least, EquatableArray<string>.Empty);

    /// <summary>Any number behind its name; what stands for it where it is not given, the subnet finds out.</summary>
    public static ParameterKind OpenReal(string name) =>
        new(name, ValueForm.Real, null, HasPlace: false, Least: 0, EquatableArray<string>.Empty, double.MinValue, double.MaxValue);

    /// <summary>A choice behind its name; the first word is the default.</summary>
    public static ParameterKind Choice(string name, params string[] words) =>
        new(name, ValueForm.Choice, new ChoiceValue(words[0]), HasPlace: false, Least: 0, words.ToEquatableArray());

    /// <summary>`on` or `off` behind its name.</summary>
    public static ParameterKind Switch(string name, bool @default = false) => @default ? Choice(name, On, Off) : Choice(name, Off, On);

    /// <summary>The name of the parameter in C#.</summary>
    public string CSharpName { get; init; } = Names.Camel(Name);

    /// <summary>Whether the number of a subnet's layers depends on it.</summary>
    public bool SetsDepth { get; init; }

    /// <summary>Whether it must be given where any option is: a method that takes it has no default for it.</summary>
    public bool HasNoDefault { get; init; }

    /// <summary>Whether it is a switch.</summary>
    public bool IsSwitch => Words.Contains(On);
}

/// <summary>What a value is.</summary>
public enum ValueForm
{
    /// <summary>An integer.</summary>
    Whole,

    /// <summary>A number.</summary>
    Real,

    /// <summary>A window, `3x3`.</summary>
    Window,

    /// <summary>One of several words.</summary>
    Choice,
}

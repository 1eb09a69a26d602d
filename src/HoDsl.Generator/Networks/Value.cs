namespace HoDsl.Generator.Networks;

/// <summary>The value of an argument.</summary>
public abstract record Value;

/// <summary>An integer: as the file states it, and with the parameters at hand.</summary>
public sealed record WholeValue(Formula Formula, int Number) : Value
{
    /// <summary>A value that no file states: a default.</summary>
    public static WholeValue Of(int number) => new(Formula.Of(number), number);
}

/// <summary>A number that is none of counting.</summary>
public sealed record RealValue(double Number) : Value;

/// <summary>The side of a square window, in pixels.</summary>
public sealed record WindowValue(int Side) : Value;

/// <summary>One of several words.</summary>
public sealed record ChoiceValue(string Word) : Value;

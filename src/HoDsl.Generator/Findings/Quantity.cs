namespace HoDsl.Generator.Findings;

/// <summary>Numbers of things, in words.</summary>
internal static class Quantity
{
    /// <summary>`1 stage`, `3 stages`, `no stages`.</summary>
    public static string Of(int number, string noun) => number switch
    {
        0 => $"no {noun}s",
        1 => $"1 {noun}",
        _ => FormattableString.Invariant($"{number} {noun}s"),
    };
}

namespace HoDsl.Generator.Networks;

/// <summary>What whoever makes a network chooses; what is not chosen is as the file has it.</summary>
/// <param name="Scheme">The open scheme.</param>
/// <param name="Parameters">Parameters by name.</param>
/// <param name="Input">The shape of an image.</param>
/// <param name="Classes">How many classes there are.</param>
public sealed record NetworkChoices(
    SchemeSummary? Scheme, IReadOnlyDictionary<string, int> Parameters, Shape? Input = null, int? Classes = null)
{
    /// <summary>Everything as the file has it.</summary>
    public static NetworkChoices None { get; } = new(null, new Dictionary<string, int>());
}

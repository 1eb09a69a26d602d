using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Networks;

/// <summary>What whoever makes a network chooses.</summary>
/// <param name="Input">The shape of an image.</param>
/// <param name="Classes">How many classes there are.</param>
/// <param name="Parameters">The values of the network's parameters, by name; what is not there is as the network's file has it.</param>
/// <param name="Scheme">The scheme where the network leaves it open.</param>
public sealed record NetworkChoices(MapShape Input, int Classes, IReadOnlyDictionary<string, int> Parameters, SchemeHandle? Scheme = null)
{
    /// <summary>The value of a parameter.</summary>
    public int this[string parameter] => Parameters[parameter];
}

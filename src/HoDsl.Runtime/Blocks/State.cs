using static TorchSharp.torch;

namespace HoDsl.Runtime.Blocks;

/// <summary>What one block of several states hands to the next: a map for each state, and none yet for a history that has not begun.</summary>
public sealed class State(StateLayout layout, params Tensor?[] maps)
{
    /// <summary>The states' names and beginnings.</summary>
    public StateLayout Layout => layout;

    /// <summary>The maps that there are.</summary>
    public IEnumerable<Tensor> Maps => maps.OfType<Tensor>();

    /// <summary>The map of a state of now, by its place.</summary>
    public Tensor Now(int place) => maps[place] ?? throw new InvalidOperationException($"The state '{layout.Slots[place].Name}' has no map.");

    /// <summary>The map of a history, by its place; null where it has not begun.</summary>
    public Tensor? Past(int place) => maps[place];

    /// <summary>The states after a step.</summary>
    public State Next(params Tensor?[] next) => new(layout, next);
}

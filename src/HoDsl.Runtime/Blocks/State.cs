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

    /// <summary>The states after a step whose results go through ReLU; what that leaves without a reader is released.</summary>
    /// <param name="before">The states before the step.</param>
    public State Rectify(State before)
    {
        var rectified = ChangeNow((_, map) => map.relu());
        foreach (var map in Missing(before).Except(rectified.Maps, ReferenceEqualityComparer.Instance).OfType<Tensor>())
            map.Dispose();
        return rectified;
    }

    /// <summary>The states with other maps for those of now.</summary>
    /// <param name="change">Gives the new map, out of the place and the map of a state.</param>
    internal State ChangeNow(Func<int, Tensor, Tensor> change) =>
        new(layout, [.. maps.Select((map, place) => layout.Slots[place].Beginning == StateBeginning.History ? map : change(place, map!))]);

    /// <summary>The states after a step that changed nothing: each history has what it is the history of.</summary>
    internal State Wait() => new(layout, [.. layout.Slots.Select((slot, place) => maps[slot.Of ?? place])]);

    /// <summary>The states with other maps for all that there are.</summary>
    internal State Change(Func<Tensor, Tensor> change) => new(layout, [.. maps.Select(map => map is null ? null : change(map))]);

    /// <summary>The states as they enter a first block.</summary>
    internal State WithoutHistories() => new(layout, [.. maps.Select((map, place) => layout.Slots[place].Beginning == StateBeginning.History ? null : map)]);

    /// <summary>The maps that another state has too, each with its counterpart.</summary>
    internal IReadOnlyList<(Tensor Map, Tensor Other)> Zip(State other) =>
        [.. layout.Slots.Select((_, place) => (Map: Past(place), Other: other.Past(place))).Where(pair => pair is { Map: not null, Other: not null }).Select(pair => (pair.Map!, pair.Other!))];

    /// <summary>The states behind some steps. Maps that a step does not hand on are released: without gradients nobody reads them any more, and deep bodies must not hold them.</summary>
    /// <param name="count">How many steps.</param>
    /// <param name="kept">A map that is not released.</param>
    /// <param name="step">Takes the place of a step, from 0, and the states in front of it.</param>
    internal State Through(int count, Tensor kept, Func<int, State, State> step)
    {
        var state = this;
        for (var i = 0; i < count; i++)
        {
            var next = step(i, state);
            state.ReleaseBut(next, kept);
            state = next;
        }
        return state;
    }

    /// <summary>Releases the maps that another state does not have.</summary>
    /// <param name="other">The other state.</param>
    /// <param name="kept">A map that is not released either.</param>
    internal void ReleaseBut(State other, Tensor? kept = null)
    {
        foreach (var map in Missing(other).Where(map => !ReferenceEquals(map, kept)))
            map.Dispose();
    }

    /// <summary>Hands to the outer scope what another state does not have.</summary>
    internal State MoveToOuterDisposeScope(State but)
    {
        foreach (var map in Missing(but))
            map.MoveToOuterDisposeScope();
        return this;
    }

    /// <summary>The maps that another state does not have.</summary>
    internal IEnumerable<Tensor> Missing(State other) => Maps.Except(other.Maps, ReferenceEqualityComparer.Instance).Cast<Tensor>();
}

using static TorchSharp.torch;

namespace HoDsl.Runtime.Blocks;

/// <summary>The states of a scheme: how a map becomes them at the entry of a body, and how they become a map at its exit.</summary>
public sealed class StateLayout(params StateSlot[] slots)
{
    private readonly int _parts = Math.Max(1, slots.Count(slot => slot.Beginning == StateBeginning.Split));

    /// <summary>That of a block that maps one map to one.</summary>
    public static StateLayout OneMap { get; } = new(new StateSlot("y", StateBeginning.Input));

    /// <summary>The states, in their order.</summary>
    public IReadOnlyList<StateSlot> Slots => slots;

    /// <summary>Whether stages are handed on, so that a block must compute them even where its step does not matter.</summary>
    public bool RemembersStages => slots.Any(slot => slot is { Beginning: StateBeginning.History, Of: null });

    /// <summary>The shape of each state's maps, where the body's maps have a shape.</summary>
    /// <exception cref="UserException">The channels do not divide evenly among the states that share them.</exception>
    public MapShape Part(MapShape whole) => whole.Channels % _parts == 0
        ? whole with { Channels = whole.Channels / _parts }
        : throw new UserException($"{whole.Channels} channels do not divide evenly among the {_parts} states that share them: choose a width that is a multiple of {_parts}.");

    /// <summary>The states in front of the first block.</summary>
    /// <param name="input">The map that enters the body, of shape (batch, channels, ...).</param>
    public State Enter(Tensor input)
    {
        var part = 0;
        return new(this, [.. slots.Select(slot => slot.Beginning switch
        {
            StateBeginning.Input => input,
            StateBeginning.Split => Part(input, part++),
            StateBeginning.Zero => zeros_like(Part(input, 0)),
            _ => null,
        })]);
    }

    private Tensor Part(Tensor input, int part) => _parts == 1 ? input : input.narrow(1, input.shape[1] / _parts * part, input.shape[1] / _parts);

    /// <summary>The map that leaves the body: states that began at zero, and histories, are dropped.</summary>
    public Tensor Exit(State state)
    {
        var kept = slots.Index().Where(slot => slot.Item.Beginning is StateBeginning.Input or StateBeginning.Split).Select(slot => state.Now(slot.Index)).ToList();
        return kept.Count == 1 ? kept[0] : cat(kept, 1);
    }
}

using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Schemes;

/// <summary>How a state begins, in the first block of a body.</summary>
public enum StateBeginning
{
    /// <summary>As the map that enters the body.</summary>
    Input,

    /// <summary>As its part of the channels of the map that enters the body.</summary>
    Split,

    /// <summary>At zero.</summary>
    Zero,

    /// <summary>As that of which it is the history.</summary>
    History,
}

/// <summary>A map that one block hands to the next.</summary>
/// <param name="Name">The name, as the file writes it: `y`, `y[-1]`.</param>
/// <param name="Beginning">How it begins.</param>
/// <param name="Past">Of what it is the history; null for a state of now.</param>
public sealed record State(string Name, StateBeginning Beginning, Past? Past)
{
    /// <summary>The only state of a Butcher tableau.</summary>
    public static State Single { get; } = new("y", StateBeginning.Input, null);

    /// <summary>What it adds to the time of what reads it: a past state lies so many steps back, a past stage is a step itself.</summary>
    internal Surd Time => Past switch { null => 0, { Stage: not null } => 1, { Lag: var lag } => -lag };
}

/// <summary>What a history remembers.</summary>
/// <param name="State">The place of the state of now, from 0; null where a stage is remembered.</param>
/// <param name="Stage">The place of the stage, from 0; null where a state is remembered.</param>
/// <param name="Lag">How many blocks ago.</param>
public sealed record Past(int? State, int? Stage, int Lag);

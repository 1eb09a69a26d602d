namespace HoDsl.Runtime.Blocks;

/// <summary>How a state begins, in the first block of a body.</summary>
public enum StateBeginning
{
    /// <summary>As the map that enters the body.</summary>
    Input,

    /// <summary>As its part of the channels of the map that enters the body.</summary>
    Split,

    /// <summary>At zero.</summary>
    Zero,

    /// <summary>As that of which it is the history: it has none yet.</summary>
    History,
}

using HoDsl.Runtime.Blocks.Reversal;

namespace HoDsl.Runtime.Blocks;

/// <summary>A block whose step the compiler proved to be invertible in closed form.</summary>
public interface IReversible
{
    /// <summary>Undoes a step, as far as rounding lets it.</summary>
    /// <param name="state">The states after the step, all of them.</param>
    /// <returns>The states before it. Histories that had not begun are what they are the history of.</returns>
    State Invert(State state);

    /// <summary>Who computes the stages; null for the block itself.</summary>
    internal IStagePass? Pass { get; set; }
}

namespace HoDsl.Runtime.Blocks;

/// <summary>A module with initial weights of its own: whoever draws those of a network leaves the last word to it.</summary>
public interface IInitialised
{
    /// <summary>Draws the initial weights from the global generator.</summary>
    void Initialise();
}

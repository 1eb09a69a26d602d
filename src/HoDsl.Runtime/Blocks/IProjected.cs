namespace HoDsl.Runtime.Blocks;

/// <summary>A module with parameters that must stay in a range: a block whose `step` directive has a `range`.</summary>
public interface IProjected
{
    /// <summary>Moves every such parameter to the nearest value in its range; the trainer calls it after each step of the optimizer.</summary>
    void Project();
}

namespace HoDsl.Runtime.Blocks;

/// <summary>What the compiler proved of a scheme.</summary>
public interface ISchemeFacts
{
    /// <summary>The scheme's name, as its file gives it.</summary>
    static abstract string Name { get; }

    /// <summary>The scheme's title, or its name where the file gives none.</summary>
    static abstract string Title { get; }

    /// <summary>How many stages the tableau has.</summary>
    static abstract int Stages { get; }

    /// <summary>How many stages a block computes: those that its output needs.</summary>
    static abstract int StagesUsed { get; }

    /// <summary>The order of the weights, proved by the rooted-tree conditions; null where the scheme is no method for one equation.</summary>
    static abstract int? Order { get; }

    /// <summary>The proved order of the embedded weights; null where the scheme has none.</summary>
    static abstract int? EmbeddedOrder { get; }

    /// <summary>The tableau as a method for differential equations; null where it is none.</summary>
    static virtual RungeKuttaMethod? Method => null;

    /// <summary>Whether a block's result goes through ReLU.</summary>
    static abstract bool EndsWithRelu { get; }

    /// <summary>How many columns meet in the widest join, a row that averages several stages; 0 where there is none.</summary>
    static virtual int Columns => 0;

    /// <summary>Whether a block can be undone in closed form.</summary>
    static virtual bool IsInvertible => false;
}

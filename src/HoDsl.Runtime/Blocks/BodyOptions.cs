namespace HoDsl.Runtime.Blocks;

/// <summary>How the blocks of a body are made, trained and kept in memory, beside the scheme that each of them is a step of.</summary>
public sealed record BodyOptions
{
    /// <summary>A body like any other: a subnet of its own for each stage of each block, nothing random, all activations stored.</summary>
    public static BodyOptions Plain { get; } = new();

    /// <summary>The step into the body's shape from another one; null where the body keeps the shape of its input.</summary>
    public Entry? Entry { get; init; }

    /// <summary>Whether all blocks use the subnets of the first one, stage by stage, as a discretised differential equation does. What schemes learn beside (steps, coefficients) stays each block's own.</summary>
    public bool Shared { get; init; }

    /// <summary>Stochastic depth: how often a block survives training; null where every block always does.</summary>
    public StochasticDepth? Depth { get; init; }

    /// <summary>What is added to each block's result in training; null for nothing.</summary>
    public Noise? Noise { get; init; }

    /// <summary>Drop-path: how often terms of the joins are dropped in training; null for never.</summary>
    public DropPath? DropPath { get; init; }

    /// <summary>Whether the backward pass undoes the blocks one by one instead of reading stored activations; only schemes that the compiler proves invertible can.</summary>
    public bool Reversible { get; init; }

    /// <summary>Whether the backward pass computes each block anew from its stored input.</summary>
    public bool Recompute { get; init; }

    /// <summary>How many blocks of the network stand in front of this body: a network's survival probabilities run over all of its bodies.</summary>
    public int FirstIndex { get; init; }

    /// <summary>How many blocks the network has in all of its bodies; null where this body has all of them.</summary>
    public int? TotalCount { get; init; }
}

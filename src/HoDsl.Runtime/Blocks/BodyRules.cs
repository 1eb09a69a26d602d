namespace HoDsl.Runtime.Blocks;

/// <summary>What the blocks of a scheme cannot do.</summary>
internal static class BodyRules
{
    /// <summary>Refuses options that a scheme cannot meet, or that exclude each other.</summary>
    /// <param name="layout">The states of the scheme's blocks.</param>
    /// <param name="options">The options of a body.</param>
    /// <exception cref="UserException">There are such options.</exception>
    public static void Check<TScheme>(StateLayout layout, BodyOptions options)
        where TScheme : struct, IBodyScheme
    {
        if (options.DropPath is not null && TScheme.Columns == 0)
            throw new UserException($"{TScheme.Name} has nothing that drop-path could drop: no row of its tableau averages several stages. Leave drop-path out, or use a scheme with joins.");
        if (options.Reversible && Obstacle<TScheme>(layout, options) is { } obstacle)
            throw new UserException($"A body of {TScheme.Name} cannot be reversible: {obstacle}");
    }

    private static string? Obstacle<TScheme>(StateLayout layout, BodyOptions options)
        where TScheme : struct, IBodyScheme =>
        !TScheme.IsInvertible ? "the step cannot be undone in closed form. Leave Reversible out; Recompute saves memory under every scheme."
        : options.Recompute ? "it is to be recomputed. Leave out one of the two."
        : options.Noise is not null ? "noise that was added cannot be taken away again. Leave out one of the two."
        : options.DropPath is not null ? "it undoes the joins of the tableau, of which drop-path changes the weights. Leave out one of the two."
        : options.Depth is { } depth ? Obstacle(layout, depth) : null;

    private static string? Obstacle(StateLayout layout, StochasticDepth depth) =>
        depth.PerSample ? "stochastic depth is drawn for each sample. Draw it for the batch."
        : depth.Weight == SurvivalWeight.InTraining ? "stochastic depth divides increments by their probabilities in training. Weigh them in evaluation."
        : layout.Slots.Any(slot => slot.Beginning == StateBeginning.History) ? "a block that stochastic depth drops forgets the oldest state. Leave out one of the two."
        : null;
}

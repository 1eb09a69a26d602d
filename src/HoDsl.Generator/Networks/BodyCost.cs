namespace HoDsl.Generator.Networks;

/// <summary>What stacked blocks cost.</summary>
/// <param name="scheme">The scheme of each block.</param>
/// <param name="entry">What a first block costs that leads to the body's shape; null where there is none.</param>
/// <param name="subnet">What one subnet between two blocks costs.</param>
/// <param name="blocks">How many blocks there are, the entry aside.</param>
/// <param name="shape">The shape of the body's maps.</param>
internal sealed class BodyCost(SchemeSummary scheme, Cost? entry, Cost subnet, int blocks, Shape shape)
{
    private Shape Part => shape with { Channels = shape.Channels / scheme.Parts };

    /// <summary>What they cost.</summary>
    /// <param name="areShared">Whether the blocks use the same subnets.</param>
    public Cost Of(bool areShared) => entry is { } first ? first + Inner(areShared) : Inner(areShared);

    /// <summary>What training holds of their activations: of blocks that are undone their results, of those that are computed again what each makes.</summary>
    public Held Held(BodyClauses clauses)
    {
        var (first, block) = (entry?.Activations ?? 0, blocks == 0 ? 0 : checked(scheme.Stages * subnet.Activations));
        return checked(clauses switch
        {
            { IsReversed: true } => new(first + (blocks == 0 ? 0 : scheme.States * Part.Size), block),
            { IsRecomputed: true } => new((entry is null ? 0 : shape.Size) + (blocks * scheme.NewStates * Part.Size), Math.Max(first, block)),
            _ => new(first + (blocks * block), 0),
        });
    }

    private Cost Inner(bool areShared)
    {
        if (blocks == 0)
            return default;
        var work = (long)blocks * scheme.Stages * subnet;
        var weights = checked((scheme.SharesWeights ? 1L : scheme.Stages) * (areShared ? 1 : blocks) * subnet.Parameters);
        return (work with { Parameters = checked(weights + Learnt(Part.Channels)) }).Beside(checked(scheme.MapsBeside * Part.Size));
    }

    // Steps and coefficients of the tableau; some do not matter in a first block, where histories have not begun.
    private long Learnt(int channels) =>
        blocks * (scheme.NumbersAtOnce + (long)scheme.ChannelNumbersAtOnce * channels)
        + (blocks - 1) * (scheme.NumbersLater + (long)scheme.ChannelNumbersLater * channels);
}

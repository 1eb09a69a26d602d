namespace HoDsl.Generator.Networks;

/// <summary>What stacked blocks cost.</summary>
/// <param name="scheme">The scheme of each block.</param>
/// <param name="subnet">What one subnet between two blocks costs.</param>
/// <param name="shape">The shape of the body's maps.</param>
internal sealed class BodyCost(SchemeSummary scheme, Cost subnet, Shape shape)
{
    /// <summary>What so many blocks cost.</summary>
    /// <param name="blocks">How many.</param>
    /// <param name="areShared">Whether they use the same subnets.</param>
    public Cost Of(int blocks, bool areShared)
    {
        if (blocks == 0)
            return default;
        var part = shape with { Channels = shape.Channels / scheme.Parts };
        var work = (long)blocks * scheme.Stages * subnet;
        var weights = (scheme.SharesWeights ? 1L : scheme.Stages) * (areShared ? 1 : blocks) * subnet.Parameters;
        return (work with { Parameters = weights + Learnt(blocks, part.Channels) }).Beside((scheme.LiveMaps - 1) * part.Size);
    }

    // Steps and coefficients of the tableau; some do not matter in a first block, where histories have not begun.
    private long Learnt(int blocks, int channels) =>
        blocks * (scheme.NumbersAtOnce + (long)scheme.ChannelNumbersAtOnce * channels)
        + (blocks - 1) * (scheme.NumbersLater + (long)scheme.ChannelNumbersLater * channels);
}

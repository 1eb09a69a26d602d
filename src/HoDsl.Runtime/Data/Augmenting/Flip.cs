using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Data.Augmenting;

/// <summary>Mirrors half of the images, drawn at random, left to right.</summary>
public sealed record Flip : AugmentationStep
{
    /// <inheritdoc/>
    public override string ToString() => "flip";

    internal override ImageStep For(MapShape shape, ChannelStatistics statistics) => Apply;

    private static void Apply(ref SplitMix64 random, Canvas canvas)
    {
        if (random.Below(2) == 0)
            return;
        for (var start = 0; start < canvas.Pixels.Length; start += canvas.Width)
            canvas.Pixels.Slice(start, canvas.Width).Reverse();
    }
}

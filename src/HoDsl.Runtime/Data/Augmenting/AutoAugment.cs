using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data.Augmenting.Operations;

namespace HoDsl.Runtime.Data.Augmenting;

/// <summary>AutoAugment's policy for CIFAR-10: one of its 25 sub-policies, drawn at random, changes colours or geometry by up to two operations.</summary>
/// <remarks>
/// Cubuk et al., "AutoAugment: learning augmentation strategies from data" (arXiv 1805.09501). What an operation does at a magnitude is
/// torchvision's definition, pixel for pixel; the original program's differs.
/// </remarks>
public sealed record AutoAugment : AugmentationStep
{
    /// <inheritdoc/>
    public override string ToString() => "autoaugment";

    internal override ImageStep For(MapShape shape, ChannelStatistics statistics)
    {
        if (shape.Channels is not (1 or 3))
            throw new UserException($"AutoAugment works on images of 1 or 3 channels, not on {shape}: leave autoaugment out.");
        var policies = SubPolicy.Cifar10.Select(policy => (First: new Prepared(policy.First, shape), Second: new Prepared(policy.Second, shape))).ToArray();
        return (ref random, canvas) =>
        {
            var draw = PolicyDraw.From(ref random, SubPolicy.Cifar10);
            var (first, second) = policies[draw.Policy];
            first.Apply(draw.First, canvas);
            second.Apply(draw.Second, canvas);
        };
    }

    /// <summary>A choice's operation, for either sign of its magnitude.</summary>
    private sealed class Prepared(PolicyChoice choice, MapShape shape)
    {
        private readonly Operation _negative = Operation.Create(choice.Kind, choice.Magnitude, negative: true, shape);
        private readonly Operation _positive = Operation.Create(choice.Kind, choice.Magnitude, negative: false, shape);

        public void Apply(ChoiceDraw draw, Canvas canvas)
        {
            if (draw.Happens)
                (draw.Negative ? _negative : _positive).Apply(canvas);
        }
    }
}

using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Subnets;

/// <summary>The subnet of ResNeXt: a bottleneck whose 3x3 convolution works on groups of channels.</summary>
/// <remarks>Source: Xie, Girshick, Dollar, Tu, He 2017, CVPR, arXiv 1611.05431.</remarks>
public sealed class ResNeXt : ConvolutionBranch, ISubnet<ResNeXt>
{
    /// <summary>The channels of a block whose groups have the width that is stated; in others it is in proportion.</summary>
    private const int ReferenceChannels = 256;

    private ResNeXt(StageInfo stage, long width, int groups, bool preact, int se)
        : base(nameof(ResNeXt), preact ? Activation.Before : Activation.Between, Shapes.Narrowed(stage, groups * width, groups), se)
    {
    }

    /// <summary>Three layers: one per convolution.</summary>
    public static int Layers => 3;

    /// <inheritdoc/>
    public static ResNeXt Create(StageInfo stage) => Create(stage, groups: 32);

    /// <summary>Makes the subnet of one stage; the first convolution changes the width, and the 3x3 convolution the resolution.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="groups">How many groups the 3x3 convolution has: the cardinality.</param>
    /// <param name="width">How many channels each group has where the block has 256, as in "32x4d"; elsewhere in proportion.</param>
    /// <param name="preact">Whether batch norms and ReLUs stand before the convolutions; else behind them, and the block's last ReLU is the scheme's: `after relu`.</param>
    /// <param name="se">The reduction of a squeeze-excitation at the end, or 0 for none.</param>
    /// <exception cref="UserException">The channels cannot be divided so.</exception>
    public static ResNeXt Create(StageInfo stage, int groups = 32, int width = 4, bool preact = false, int se = 0) =>
        new(stage, Requirements.Quotient("resnext", "its width times the number of channels", width * stage.Channels, ReferenceChannels), groups, preact, se);
}

using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Subnets;

/// <summary>The subnet of the deeper ResNets: a 1x1 convolution to fewer channels, a 3x3 convolution, and a 1x1 convolution to all.</summary>
/// <remarks>Source: He, Zhang, Ren, Sun 2016, arXiv 1512.03385 (post-activation) and 1603.05027 (pre-activation); stride as in torchvision.</remarks>
public sealed class Bottleneck : ConvolutionBranch, ISubnet<Bottleneck>
{
    private Bottleneck(StageInfo stage, long width, bool preact, int se)
        : base(nameof(Bottleneck), preact ? Activation.Before : Activation.Between, Shapes.Narrowed(stage, width, groups: 1), se)
    {
    }

    /// <summary>Three layers: one per convolution.</summary>
    public static int Layers => 3;

    /// <inheritdoc/>
    public static Bottleneck Create(StageInfo stage) => Create(stage, expansion: 4);

    /// <summary>Makes the subnet of one stage; the first convolution changes the width, and the 3x3 convolution the resolution.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="expansion">By what the stage's channels are divided for the 3x3 convolution.</param>
    /// <param name="preact">Whether batch norms and ReLUs stand before the convolutions; else behind them, and the block's last ReLU is the scheme's: `after relu`.</param>
    /// <param name="se">The reduction of a squeeze-excitation at the end, or 0 for none.</param>
    /// <exception cref="UserException">The channels cannot be divided so.</exception>
    public static Bottleneck Create(StageInfo stage, int expansion = 4, bool preact = false, int se = 0) =>
        new(stage, Requirements.Quotient("bottleneck", "the number of channels", stage.Channels, expansion), preact, se);
}

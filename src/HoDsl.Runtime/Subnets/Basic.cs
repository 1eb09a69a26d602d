using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Subnets;

/// <summary>The subnet of the first ResNets: two 3x3 convolutions with batch norms behind them and a ReLU between.</summary>
/// <remarks>The block's last ReLU is the scheme's: `after relu`. Source: He, Zhang, Ren, Sun 2016, CVPR, arXiv 1512.03385.</remarks>
public sealed class Basic : ConvolutionBranch, ISubnet<Basic>
{
    private Basic(StageInfo stage, int se) : base(nameof(Basic), Activation.Between, Shapes.Pair(stage), se)
    {
    }

    /// <summary>Two layers: one per convolution.</summary>
    public static int Layers => 2;

    /// <inheritdoc/>
    public static Basic Create(StageInfo stage) => Create(stage, se: 0);

    /// <summary>Makes the subnet of one stage; the first convolution changes width and resolution.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="se">The reduction of a squeeze-excitation at the end, or 0 for none.</param>
    public static Basic Create(StageInfo stage, int se = 0) => new(stage, se);
}

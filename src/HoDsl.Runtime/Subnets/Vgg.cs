using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Subnets;

/// <summary>The subnet of HO-ResNet and of pre-activation ResNets: twice batch norm, ReLU and a 3x3 convolution.</summary>
/// <remarks>Source: arXiv 2103.15244; He, Zhang, Ren, Sun 2016, ECCV, arXiv 1603.05027.</remarks>
public sealed class Vgg : ConvolutionBranch, ISubnet<Vgg>
{
    private Vgg(StageInfo stage, int se, int groups) : base(nameof(Vgg), Activation.Before, Shapes.Pair(stage, groups), se)
    {
    }

    /// <summary>Two layers: one per convolution.</summary>
    public static int Layers => 2;

    /// <inheritdoc/>
    public static Vgg Create(StageInfo stage) => Create(stage, se: 0);

    /// <summary>Makes the subnet of one stage; the first convolution changes width and resolution.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="se">The reduction of a squeeze-excitation at the end, or 0 for none.</param>
    /// <param name="groups">Into how many groups the channels fall that do not mix.</param>
    public static Vgg Create(StageInfo stage, int se = 0, int groups = 1) => new(stage, se, groups);
}

using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Subnets;

/// <summary>The subnet of FractalNet: one 3x3 convolution, batch norm and ReLU.</summary>
/// <remarks>Source: Larsson, Maire, Shakhnarovich 2017, ICLR, arXiv 1605.07648.</remarks>
public sealed class Conv : ConvolutionBranch, ISubnet<Conv>
{
    private Conv(StageInfo stage) : base(nameof(Conv), Activation.Behind, [new(stage.Input.Channels, stage.Channels, Kernel: 3, stage.Stride)])
    {
    }

    /// <summary>One layer.</summary>
    public static int Layers => 1;

    /// <summary>Makes the subnet of one stage; the convolution changes width and resolution.</summary>
    public static Conv Create(StageInfo stage) => new(stage);
}

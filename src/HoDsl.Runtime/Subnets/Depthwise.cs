using HoDsl.Runtime.Blocks;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Subnets;

/// <summary>The subnet of ConvNeXt: a convolution of each channel by itself, then two linear layers on each pixel with layer norm before them.</summary>
/// <remarks>Takes and gives maps of shape (batch, channels, height, width). Source: Liu et al. 2022, CVPR, arXiv 2201.03545.</remarks>
public sealed class Depthwise : ScalableSubnet, ISubnet<Depthwise>
{
    private readonly Conv2d _conv;
    private readonly Mlp _mlp;

    private Depthwise(StageInfo stage, int kernel, int expansion) : base(nameof(Depthwise))
    {
        var channels = stage.Input.Channels;
        _conv = Part("conv", Conv2d(channels, channels, kernel, stride: stage.Stride, padding: kernel / 2, groups: channels));
        var strided = stage.Shape with { Channels = channels };
        _mlp = Part("mlp", Mlp.Create(stage with { Block = stage.Block with { Entering = strided } }, expansion));
    }

    /// <summary>Three layers: the convolution and both linear layers, which are 1x1 convolutions.</summary>
    public static int Layers => 3;

    /// <inheritdoc/>
    public static Depthwise Create(StageInfo stage) => Create(stage, kernel: 7);

    /// <summary>Makes the subnet of one stage; the convolution changes the resolution, and the linear layers the width.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="kernel">The height and width of the convolution's window, an odd number.</param>
    /// <param name="expansion">How many times the stage's channels there are between the linear layers.</param>
    public static Depthwise Create(StageInfo stage, int kernel = 7, int expansion = 4) => new(stage, kernel, expansion);

    private protected override bool LastCanScale => _mlp.CanScale;

    private protected override Tensor Compute(Tensor input, Tensor? scale) => Call(_mlp, _conv.call(input), scale);
}

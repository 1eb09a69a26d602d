using HoDsl.Runtime.Blocks;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Schemes.Tests;

/// <summary>A smooth subnet with few weights: exp(-x^2) of a 3x3 convolution.</summary>
public sealed class SmoothSubnet : Module<Tensor, Tensor>
{
    private readonly Conv2d _conv;

    public SmoothSubnet(long channels, long inputChannels, long stride) : base(nameof(SmoothSubnet))
    {
        _conv = Conv2d(inputChannels, channels, kernel_size: 3, stride: stride, padding: 1);
        register_module("conv", _conv);
    }

    public static SmoothSubnet Create(StageInfo stage) => new(stage.Channels, stage.Input.Channels, stage.Stride);

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return _conv.call(input).square().neg().exp().MoveToOuterDisposeScope();
    }

    /// <summary>Nothing: TorchSharp would register the convolution once more, under the name of its field.</summary>
    protected override void RegisterComponents()
    {
    }
}

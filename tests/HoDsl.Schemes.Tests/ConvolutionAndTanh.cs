using HoDsl.Runtime.Blocks;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Schemes.Tests;

/// <summary>A smooth subnet with few weights: tanh of a 3x3 convolution.</summary>
public sealed class ConvolutionAndTanh : Module<Tensor, Tensor>
{
    private readonly Conv2d _conv;

    public ConvolutionAndTanh(long channels) : base(nameof(ConvolutionAndTanh))
    {
        _conv = Conv2d(channels, channels, kernel_size: 3, padding: 1);
        register_module("conv", _conv);
    }

    public static ConvolutionAndTanh Create(StageInfo stage) => new(stage.Channels);

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return _conv.call(input).tanh().MoveToOuterDisposeScope();
    }
}

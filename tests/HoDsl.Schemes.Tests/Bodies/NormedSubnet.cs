using HoDsl.Runtime.Blocks;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Schemes.Tests.Bodies;

/// <summary>A smooth subnet with all that a computation must not do twice: batch norm's statistics move, and dropout draws.</summary>
/// <remarks>ReLU's derivative jumps: where rounding changes a sign, a gradient changes by more than rounding.</remarks>
public sealed class NormedSubnet : Module<Tensor, Tensor>
{
    private readonly BatchNorm2d _bn;
    private readonly Conv2d _conv;
    private readonly Dropout _dropout;

    public NormedSubnet(StageInfo stage) : base(nameof(NormedSubnet))
    {
        _bn = BatchNorm2d(stage.Input.Channels);
        _conv = Conv2d(stage.Input.Channels, stage.Channels, kernel_size: 3, stride: stage.Stride, padding: 1, bias: false);
        _dropout = Dropout(0.25);
        register_module("bn", _bn);
        register_module("conv", _conv);
        register_module("dropout", _dropout);
    }

    public static NormedSubnet Create(StageInfo stage) => new(stage);

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return _dropout.call(_conv.call(_bn.call(input).sigmoid())).MoveToOuterDisposeScope();
    }
}

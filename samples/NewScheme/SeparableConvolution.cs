using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace NewScheme;

/// <summary>A subnet of one's own: batch norm, ReLU, a convolution within each channel and one across them.</summary>
internal sealed class SeparableConvolution : Module<Tensor, Tensor>
{
    private readonly BatchNorm2d _norm;
    private readonly Conv2d _within;
    private readonly Conv2d _across;

    public SeparableConvolution(long channels) : base(nameof(SeparableConvolution))
    {
        _norm = BatchNorm2d(channels);
        _within = Conv2d(channels, channels, kernel_size: 3, padding: 1, groups: channels, bias: false);
        _across = Conv2d(channels, channels, kernel_size: 1, bias: false);
        register_module("norm", _norm);
        register_module("within", _within);
        register_module("across", _across);
    }

    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return _across.call(_within.call(_norm.call(input).relu_())).MoveToOuterDisposeScope();
    }

    // Submodules are registered above, under their names in checkpoints.
    protected override void RegisterComponents()
    {
    }
}

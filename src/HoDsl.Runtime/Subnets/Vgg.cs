using HoDsl.Runtime.Blocks;
using HoDsl.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Subnets;

/// <summary>The subnet of HO-ResNet: twice batch norm, ReLU and a 3x3 convolution without bias, at one width.</summary>
/// <remarks>Takes and gives maps of shape (batch, channels, height, width). Source: arXiv 2103.15244, and pre-activation ResNets, arXiv 1603.05027.</remarks>
public sealed class Vgg : Module<Tensor, Tensor>, ISubnet<Vgg>
{
    private readonly BatchNorm2d _bn1;
    private readonly Conv2d _conv1;
    private readonly BatchNorm2d _bn2;
    private readonly Conv2d _conv2;

    /// <summary>Makes the subnet for maps of <paramref name="channels"/> channels.</summary>
    public Vgg(long channels) : base(nameof(Vgg))
    {
        _bn1 = BatchNorm2d(channels);
        _conv1 = Conv2d(channels, channels, kernel_size: 3, padding: 1, bias: false);
        _bn2 = BatchNorm2d(channels);
        _conv2 = Conv2d(channels, channels, kernel_size: 3, padding: 1, bias: false);
        register_module("bn1", _bn1);
        register_module("conv1", _conv1);
        register_module("bn2", _bn2);
        register_module("conv2", _conv2);
    }

    /// <summary>Two layers: one per convolution.</summary>
    public static int Layers => 2;

    /// <inheritdoc/>
    public static Vgg Create(StageInfo stage) => new(stage.Channels);

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var torch = TorchExtras.Current;
        var hidden = _conv1.call(torch.BatchNormRelu(_bn1, input));
        return _conv2.call(torch.BatchNormRelu(_bn2, hidden)).MoveToOuterDisposeScope();
    }

    /// <summary>Nothing: submodules and parameters are registered explicitly, under their names in checkpoints.</summary>
    protected override void RegisterComponents()
    {
    }
}

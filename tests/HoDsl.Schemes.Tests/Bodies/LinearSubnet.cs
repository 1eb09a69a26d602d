using HoDsl.Runtime.Blocks;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Schemes.Tests.Bodies;

/// <summary>A linear map of the channels of each pixel, which counts how often it is computed.</summary>
public sealed class LinearSubnet : Module<Tensor, Tensor>
{
    private readonly Conv2d _conv;

    public LinearSubnet(long channels) : base(nameof(LinearSubnet))
    {
        _conv = Conv2d(channels, channels, kernel_size: 1, bias: false);
        register_module("conv", _conv);
    }

    public int Calls { get; private set; }

    public static LinearSubnet Create(StageInfo stage) => new(stage.Channels);

    public override Tensor forward(Tensor input)
    {
        Calls++;
        return _conv.call(input);
    }
}

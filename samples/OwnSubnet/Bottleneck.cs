using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace OwnSubnet;

/// <summary>To a quarter of the channels, a 3x3 convolution there, and back. A scheme asks that it keeps the shape; as it decides by tensors alone, training replays steps.</summary>
internal sealed class Bottleneck : Module<Tensor, Tensor>, ISubnet<Bottleneck>, IRecordable
{
    private readonly Sequential _layers;

    private Bottleneck(long channels) : base(nameof(Bottleneck))
    {
        var narrow = channels / 4;
        _layers = Sequential(
            ("norm1", BatchNorm2d(channels)), ("relu1", ReLU()), ("narrow", Conv2d(channels, narrow, kernel_size: 1, bias: false)),
            ("norm2", BatchNorm2d(narrow)), ("relu2", ReLU()), ("middle", Conv2d(narrow, narrow, kernel_size: 3, padding: 1, bias: false)),
            ("norm3", BatchNorm2d(narrow)), ("relu3", ReLU()), ("wide", Conv2d(narrow, channels, kernel_size: 1, bias: false)));
        register_module("layers", _layers);
    }

    public static int Layers => 3;

    public static Bottleneck Create(StageInfo stage) => new(stage.Channels);

    public override Tensor forward(Tensor input) => _layers.call(input);

    // Submodules are registered above, under their names in checkpoints.
    protected override void RegisterComponents()
    {
    }
}

using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Blocks;

/// <summary>The modules that bring a state to another number of channels or another resolution.</summary>
public static class Shortcuts
{
    /// <summary>Makes a shortcut; null for none.</summary>
    /// <param name="kind">Which one.</param>
    /// <param name="stage">A stage of the block that it belongs to: what enters, and what the block gives.</param>
    /// <exception cref="UserException">It cannot lead from one to the other.</exception>
    public static Module<Tensor, Tensor>? Create(Shortcut kind, StageInfo stage) => kind switch
    {
        Shortcut.None => null,
        Shortcut.Conv => Projection(stage),
        Shortcut.ConvBn => Sequential(("conv", Projection(stage)), ("bn", BatchNorm2d(stage.Channels))),
        Shortcut.PreactConv => Sequential(("bn", BatchNorm2d(stage.Input.Channels)), ("relu", ReLU()), ("conv", Projection(stage))),
        Shortcut.Pad => new PadShortcut(stage.Stride, AddedChannels(stage), averages: false),
        Shortcut.AveragePool => new PadShortcut(stage.Stride, AddedChannels(stage), averages: true),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    private static Conv2d Projection(StageInfo stage) => Conv2d(stage.Input.Channels, stage.Channels, kernel_size: 1, stride: stage.Stride, bias: false);

    private static long AddedChannels(StageInfo stage) => stage.Channels >= stage.Input.Channels ? stage.Channels - stage.Input.Channels : throw new UserException(
        $"A shortcut without parameters adds channels of zeros; it cannot lead from {stage.Input.Channels} channels to {stage.Channels}: use a convolution as the shortcut.");
}

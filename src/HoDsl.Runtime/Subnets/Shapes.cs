using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Subnets;

/// <summary>The convolutions of the residual branches, for the shapes of a stage.</summary>
internal static class Shapes
{
    /// <summary>Two 3x3 convolutions; the first one changes width and resolution.</summary>
    public static ConvolutionSize[] Pair(StageInfo stage, int groups = 1) =>
    [
        new(stage.Input.Channels, stage.Channels, Kernel: 3, stage.Stride, groups),
        new(stage.Channels, stage.Channels, Kernel: 3, Groups: groups),
    ];

    /// <summary>A 3x3 convolution of another width between two 1x1 convolutions; it changes the resolution.</summary>
    public static ConvolutionSize[] Narrowed(StageInfo stage, long width, long groups) =>
    [
        new(stage.Input.Channels, width, Kernel: 1),
        new(width, width, Kernel: 3, stage.Stride, groups),
        new(width, stage.Channels, Kernel: 1),
    ];

    /// <summary>One layer of a growing subnet: a 3x3 convolution, behind a 1x1 convolution to four times what it gives if that is asked for.</summary>
    public static ConvolutionSize[] Growing(long channels, long growth, bool bottleneck) => bottleneck
        ? [new(channels, 4 * growth, Kernel: 1), new(4 * growth, growth, Kernel: 3)]
        : [new(channels, growth, Kernel: 3)];
}

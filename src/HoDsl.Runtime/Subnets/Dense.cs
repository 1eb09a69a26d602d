using HoDsl.Runtime.Blocks;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Subnets;

/// <summary>The subnet of DenseNet: each layer reads the input and all layers before it, concatenated.</summary>
/// <remarks>
/// Where the stage has as many channels as all of them together, it gives the concatenation itself; else batch norm, ReLU and a 1x1 convolution
/// compress it. Source: Huang, Liu, van der Maaten, Weinberger 2017, CVPR, arXiv 1608.06993.
/// </remarks>
public sealed class Dense : ScalableSubnet, ISubnet<Dense>
{
    private readonly ConvolutionBranch[] _layers;
    private readonly ConvolutionBranch? _compress;

    private Dense(StageInfo stage, int layers, int growth, bool bottleneck) : base(nameof(Dense))
    {
        stage.RequireOneResolution("dense");
        var entering = stage.Input.Channels;
        _layers = [.. Enumerable.Range(0, layers).Select(i => Layer(i + 1, Shapes.Growing(entering + (i * growth), growth, bottleneck)))];
        var concatenated = entering + (layers * growth);
        if (concatenated != stage.Channels)
            _compress = Part("compress", new ConvolutionBranch("compress", Activation.Before, [new(concatenated, stage.Channels, Kernel: 1)]));
    }

    /// <summary>The layers of one with the default arguments.</summary>
    public static int Layers => LayersOf();

    /// <summary>One layer per convolution; the one that compresses does not count.</summary>
    /// <param name="layers">How many layers are concatenated.</param>
    /// <param name="bottleneck">Whether each has a 1x1 convolution before its 3x3 convolution.</param>
    public static int LayersOf(int layers = 4, bool bottleneck = true) => bottleneck ? 2 * layers : layers;

    /// <inheritdoc/>
    public static Dense Create(StageInfo stage) => Create(stage, layers: 4);

    /// <summary>Makes the subnet of one stage; it can change the width, but not the resolution.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="layers">How many layers are concatenated.</param>
    /// <param name="growth">How many channels each adds: the growth rate.</param>
    /// <param name="bottleneck">Whether each has a 1x1 convolution to four times that many channels before its 3x3 convolution.</param>
    /// <exception cref="UserException">The stage changes the resolution.</exception>
    public static Dense Create(StageInfo stage, int layers = 4, int growth = 12, bool bottleneck = true) => new(stage, layers, growth, bottleneck);

    private protected override bool LastCanScale => _compress is { CanScale: true };

    private protected override Tensor Compute(Tensor input, Tensor? scale)
    {
        var maps = input;
        foreach (var layer in _layers)
            maps = cat([maps, layer.call(maps)], 1);
        return _compress is null ? maps : Call(_compress, maps, scale);
    }

    private ConvolutionBranch Layer(int number, ConvolutionSize[] sizes) =>
        Part($"layer{number}", new ConvolutionBranch("layer", Activation.Before, sizes));
}

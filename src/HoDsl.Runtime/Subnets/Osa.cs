using HoDsl.Runtime.Blocks;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Subnets;

/// <summary>The subnet of VoVNet, one-shot aggregation: 3x3 convolutions in a row, concatenated once with the input, and a 1x1 convolution.</summary>
/// <remarks>
/// Every convolution has a batch norm and a ReLU behind it. Source: Lee et al. 2019, arXiv 1904.09730; with its weights of channels,
/// Lee, Park 2020, CVPR, arXiv 1911.06667 (VoVNetV2).
/// </remarks>
public sealed class Osa : ScalableSubnet, ISubnet<Osa>
{
    private readonly ConvolutionBranch[] _layers;
    private readonly ConvolutionBranch _concat;
    private readonly EffectiveSqueezeExcitation? _ese;

    private Osa(StageInfo stage, int layers, int width, bool ese) : base(nameof(Osa))
    {
        stage.RequireOneResolution("osa");
        _layers = [.. Enumerable.Range(1, layers).Select(number => Part($"layer{number}", Unit(number == 1 ? stage.Input.Channels : width, width, kernel: 3)))];
        _concat = Part("concat", Unit(stage.Input.Channels + (layers * width), stage.Channels, kernel: 1));
        if (ese)
            _ese = Part("ese", new EffectiveSqueezeExcitation(stage.Channels));
    }

    /// <summary>The layers of one with the default arguments.</summary>
    public static int Layers => LayersOf();

    /// <summary>One layer per convolution.</summary>
    /// <param name="layers">How many 3x3 convolutions there are.</param>
    public static int LayersOf(int layers = 5) => layers + 1;

    /// <inheritdoc/>
    public static Osa Create(StageInfo stage) => Create(stage, layers: 5);

    /// <summary>Makes the subnet of one stage; it can change the width, but not the resolution.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="layers">How many 3x3 convolutions there are.</param>
    /// <param name="width">How many channels each gives; half of the stage's where nothing is said.</param>
    /// <param name="ese">Whether an effective squeeze-excitation weighs the channels at the end.</param>
    /// <exception cref="UserException">The stage changes the resolution.</exception>
    public static Osa Create(StageInfo stage, int layers = 5, int? width = null, bool ese = false) =>
        new(stage, layers, width ?? (int)Requirements.Quotient("osa", "the number of channels", stage.Channels, 2), ese);

    private protected override bool LastCanScale => _ese is { CanScale: true };

    private protected override Tensor Compute(Tensor input, Tensor? scale)
    {
        var maps = new List<Tensor> { input };
        foreach (var layer in _layers)
            maps.Add(layer.call(maps[^1]));
        var output = _concat.call(cat(maps, 1));
        return _ese is null ? output : Call(_ese, output, scale);
    }

    private static ConvolutionBranch Unit(long channels, long width, int kernel) => new("unit", Activation.Behind, [new(channels, width, kernel)]);
}

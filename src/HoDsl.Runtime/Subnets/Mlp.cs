using HoDsl.Runtime.Blocks;
using HoDsl.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Subnets;

/// <summary>Two linear layers with GELU between and layer norm before them, for each pixel of a map by itself or for vectors.</summary>
/// <remarks>
/// Takes and gives maps of shape (batch, channels, height, width) or vectors of shape (batch, features).
/// Source: Dosovitskiy et al. 2021, ICLR, arXiv 2010.11929; Vaswani et al. 2017, arXiv 1706.03762.
/// </remarks>
public sealed class Mlp : ScalableSubnet, ISubnet<Mlp>
{
    private readonly LayerNorm? _norm;
    private readonly Linear _fc1;
    private readonly Linear _fc2;

    private Mlp(StageInfo stage, int expansion, bool norm) : base(nameof(Mlp))
    {
        stage.RequireOneResolution("mlp");
        if (norm)
            _norm = Part("norm", LayerNorm(stage.Input.Channels));
        _fc1 = Part("fc1", Linear(stage.Input.Channels, expansion * stage.Channels));
        _fc2 = Part("fc2", Linear(expansion * stage.Channels, stage.Channels));
    }

    /// <summary>Two layers: one per linear layer.</summary>
    public static int Layers => 2;

    /// <inheritdoc/>
    public static Mlp Create(StageInfo stage) => Create(stage, expansion: 4);

    /// <summary>Makes the subnet of one stage; it can change the width, but not the resolution.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="expansion">How many times the stage's channels there are between the linear layers.</param>
    /// <param name="norm">Whether a layer norm over the channels comes first.</param>
    /// <exception cref="UserException">The stage changes the resolution.</exception>
    public static Mlp Create(StageInfo stage, int expansion = 4, bool norm = true) => new(stage, expansion, norm);

    private protected override bool LastCanScale => TorchExtras.Current.IsUnseen(_fc2);

    private protected override Tensor Compute(Tensor input, Tensor? scale)
    {
        var pixels = Pixels.ChannelsLast(input);
        pixels = _norm?.call(pixels) ?? pixels;
        return Pixels.ChannelsFirst(Call(_fc2, _fc1.call(pixels).gelu(), scale), input);
    }
}

using HoDsl.Runtime.Blocks;
using HoDsl.Torch;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Subnets;

/// <summary>Multi-head self-attention with layer norm before it: the pixels of a map are its tokens.</summary>
/// <remarks>Takes and gives maps of shape (batch, channels, height, width). Source: Vaswani et al. 2017, arXiv 1706.03762; norm first as in arXiv 2010.11929.</remarks>
public sealed class Attention : ScalableSubnet, ISubnet<Attention>
{
    private readonly int _heads;
    private readonly double _scale;
    private readonly LayerNorm _norm;
    private readonly Linear _qkv;
    private readonly Linear _proj;

    private Attention(StageInfo stage, int heads) : base(nameof(Attention))
    {
        stage.RequireOneShape("attention");
        _heads = heads;
        _scale = 1 / Math.Sqrt(Requirements.Quotient("attention", "the number of channels", stage.Channels, heads));
        _norm = Part("norm", LayerNorm(stage.Channels));
        _qkv = Part("qkv", Linear(stage.Channels, 3 * stage.Channels));
        _proj = Part("proj", Linear(stage.Channels, stage.Channels));
    }

    /// <summary>Two layers: the linear layers in front of the heads and behind them.</summary>
    public static int Layers => 2;

    /// <inheritdoc/>
    public static Attention Create(StageInfo stage) => Create(stage, heads: 4);

    /// <summary>Makes the subnet of one stage.</summary>
    /// <param name="stage">The stage, which keeps the shape of its maps.</param>
    /// <param name="heads">Into how many heads the channels divide.</param>
    /// <exception cref="UserException">The stage changes the shape, or the channels do not divide so.</exception>
    public static Attention Create(StageInfo stage, int heads = 4) => new(stage, heads);

    private protected override bool LastCanScale => TorchExtras.Current.IsUnseen(_proj);

    private protected override Tensor Compute(Tensor input, Tensor? scale)
    {
        var pixels = Pixels.ChannelsLast(input);
        var tokens = Attend(_qkv.call(_norm.call(pixels).flatten(1, 2)));
        return Pixels.ChannelsFirst(Call(_proj, tokens, scale).view(pixels.shape), input);
    }

    // From (batch, tokens, 3 channels) to (batch, tokens, channels).
    private Tensor Attend(Tensor qkv)
    {
        var (batch, tokens, channels) = (qkv.shape[0], qkv.shape[1], qkv.shape[2] / 3);
        var parts = qkv.view(batch, tokens, 3, _heads, channels / _heads).permute(2, 0, 3, 1, 4).unbind(0);
        var weights = parts[0].mul(_scale).matmul(parts[1].transpose(-2, -1)).softmax(-1);
        return weights.matmul(parts[2]).transpose(1, 2).reshape(batch, tokens, channels);
    }
}

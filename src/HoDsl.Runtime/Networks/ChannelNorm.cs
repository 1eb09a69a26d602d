using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Subnets;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Networks;

/// <summary>Layer norm over the channels of each pixel.</summary>
/// <remarks>Takes and gives maps of shape (batch, channels, height, width), or features (batch, channels). Source: arXiv 1607.06450.</remarks>
public sealed class ChannelNorm : ExplicitModule
{
    private readonly LayerNorm _norm;

    /// <summary>Makes it for maps of <paramref name="channels"/> channels.</summary>
    public ChannelNorm(long channels) : base(nameof(ChannelNorm)) =>
        register_module("norm", _norm = LayerNorm(channels));

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return Pixels.ChannelsFirst(_norm.call(Pixels.ChannelsLast(input)), input).MoveToOuterDisposeScope();
    }
}

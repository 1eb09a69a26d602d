using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Subnets;

/// <summary>Weighs each channel by what one linear layer makes of the means of all channels, between 0 and 1 by straight lines.</summary>
/// <remarks>Takes and gives maps of shape (batch, channels, height, width). Source: Lee, Park 2020, CVPR, arXiv 1911.06667.</remarks>
public sealed class EffectiveSqueezeExcitation : ScalableSubnet
{
    private readonly Linear _fc;

    /// <summary>Makes it for maps of <paramref name="channels"/> channels.</summary>
    public EffectiveSqueezeExcitation(long channels) : base(nameof(EffectiveSqueezeExcitation)) => _fc = Part("fc", Linear(channels, channels));

    private protected override bool LastCanScale => true;

    private protected override Tensor Compute(Tensor input, Tensor? scale) => Pixels.Weigh(input, _fc.call(Pixels.Mean(input)).hardsigmoid(), scale);
}

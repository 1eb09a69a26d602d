using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Subnets;

/// <summary>Squeeze and excitation: weighs each channel by what two linear layers make of the means of all channels.</summary>
/// <remarks>Takes and gives maps of shape (batch, channels, height, width). Source: Hu, Shen, Sun 2018, CVPR, arXiv 1709.01507.</remarks>
public sealed class SqueezeExcitation : ScalableSubnet
{
    private readonly Linear _fc1;
    private readonly Linear _fc2;

    /// <summary>Makes it for maps of <paramref name="channels"/> channels.</summary>
    /// <param name="channels">The number of channels.</param>
    /// <param name="reduction">By what their number is divided between the linear layers.</param>
    public SqueezeExcitation(long channels, int reduction) : base(nameof(SqueezeExcitation))
    {
        var hidden = Math.Max(1, channels / reduction);
        _fc1 = Part("fc1", Linear(channels, hidden));
        _fc2 = Part("fc2", Linear(hidden, channels));
    }

    private protected override bool LastCanScale => true;

    private protected override Tensor Compute(Tensor input, Tensor? scale) =>
        Pixels.Weigh(input, _fc2.call(_fc1.call(Pixels.Mean(input)).relu()).sigmoid(), scale);
}

using HoDsl.Torch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Training;

/// <summary>How a network is run: channels innermost where the backend can, and in the precision asked for.</summary>
public sealed class ForwardPass
{
    private readonly Precision _precision;

    /// <summary>Prepares a network: its kernels are laid out anew, its numbers stay.</summary>
    public ForwardPass(Module<Tensor, Tensor> network, Precision precision)
    {
        (Network, _precision) = (network, precision);
        TorchExtras.Current.ToChannelsLast(network);
    }

    /// <summary>The network.</summary>
    public Module<Tensor, Tensor> Network { get; }

    /// <summary>The logits of images, in single precision.</summary>
    public Tensor Logits(Tensor images)
    {
        using var scope = NewDisposeScope();
        using var autocast = _precision == Precision.BFloat16 ? TorchExtras.Current.Autocast(images.device, ScalarType.BFloat16) : null;
        return Network.call(TorchExtras.Current.ToChannelsLast(images)).to_type(ScalarType.Float32).MoveToOuterDisposeScope();
    }
}

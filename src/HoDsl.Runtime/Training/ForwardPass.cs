using HoDsl.Torch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Training;

/// <summary>How a network is run: on its own device, channels innermost where the backend can, and in the precision asked for.</summary>
public sealed class ForwardPass
{
    private readonly ScalarType? _lower;

    /// <summary>Prepares a network: its kernels are laid out anew, its numbers stay.</summary>
    /// <exception cref="UserException">The network's device does not compute in that precision.</exception>
    public ForwardPass(Module<Tensor, Tensor> network, Precision precision)
    {
        Network = network;
        Device = DeviceOf(network);
        _lower = Lower(precision);
        if (!Computes(precision, Device))
            throw new UserException($"The precision fp16 needs a network on a GPU, and this one is on {Device}; take bf16 or fp32.");
        TorchExtras.Current.ToChannelsLast(network);
    }

    /// <summary>The network.</summary>
    public Module<Tensor, Tensor> Network { get; }

    /// <summary>Where the network is.</summary>
    public Device Device { get; }

    /// <summary>The logits of images, in single precision.</summary>
    public Tensor Logits(Tensor images)
    {
        using var scope = NewDisposeScope();
        using var autocast = _lower is { } type ? TorchExtras.Current.Autocast(Device, type) : null;
        return Network.call(TorchExtras.Current.ToChannelsLast(images)).to_type(ScalarType.Float32).MoveToOuterDisposeScope();
    }

    /// <summary>Where a network is: the processor where it has no weights.</summary>
    internal static Device DeviceOf(Module network) => network.parameters().FirstOrDefault()?.device ?? CPU;

    /// <summary>Whether a device computes in a precision.</summary>
    internal static bool Computes(Precision precision, Device device) => precision != Precision.Float16 || device.type == TorchSharp.DeviceType.CUDA;

    private static ScalarType? Lower(Precision precision) => precision switch
    {
        Precision.BFloat16 => ScalarType.BFloat16,
        Precision.Float16 => ScalarType.Float16,
        _ => null,
    };
}

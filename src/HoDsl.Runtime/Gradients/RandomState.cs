using HoDsl.Torch;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Gradients;

/// <summary>Where the sequences of random numbers stood that a computation may draw from: that of the processor, and that of its device where the backend tells it.</summary>
internal sealed class RandomState
{
    private readonly Device _device;
    private readonly byte[] _processor;
    private readonly byte[] _own;

    private RandomState(Device device, byte[] processor, byte[] own) => (_device, _processor, _own) = (device, processor, own);

    /// <summary>Where they stand now.</summary>
    /// <param name="device">The device of the computation.</param>
    /// <param name="last">Where they stood before; the same object is given if nothing was drawn since.</param>
    public static RandomState Now(Device device, RandomState? last = null)
    {
        using var scope = NewDisposeScope();
        var processor = get_rng_state().bytes;
        var own = device.type == TorchSharp.DeviceType.CPU || !TorchExtras.Current.SupportsRandomState(device) ? [] : TorchExtras.Current.RandomState(device).bytes;
        return last is not null && processor.SequenceEqual(last._processor) && own.SequenceEqual(last._own) ? last : new(device, processor.ToArray(), own.ToArray());
    }

    /// <summary>Lets them go on from there.</summary>
    public void Restore()
    {
        using var scope = NewDisposeScope();
        set_rng_state(Bytes(_processor));
        if (_own.Length > 0)
            TorchExtras.Current.SetRandomState(_device, Bytes(_own));
    }

    private static Tensor Bytes(byte[] bytes)
    {
        var tensor = empty([bytes.Length], dtype: ScalarType.Byte);
        tensor.bytes = bytes;
        return tensor;
    }
}

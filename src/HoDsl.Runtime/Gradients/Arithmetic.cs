using HoDsl.Torch;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Gradients;

/// <summary>The precision in which a forward pass computes, for the backward pass that computes the same once more.</summary>
/// <param name="device">Where.</param>
internal sealed class Arithmetic(Device device)
{
    private readonly ScalarType? _lower = TorchExtras.Current.AutocastType(device);

    /// <summary>Computes something in that precision.</summary>
    /// <remarks>Weights that are cast without a graph here must not be used in one there, nor the other way round.</remarks>
    public T Compute<T>(Func<T> compute)
    {
        using var autocast = _lower is { } type ? TorchExtras.Current.Autocast(device, type) : null;
        TorchExtras.Current.ForgetCastWeights();
        try
        {
            return compute();
        }
        finally
        {
            TorchExtras.Current.ForgetCastWeights();
        }
    }
}

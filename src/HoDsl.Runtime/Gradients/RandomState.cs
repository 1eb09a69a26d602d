using HoDsl.Torch;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Gradients;

/// <summary>Where the sequences of random numbers stood that a computation may draw from: that of the processor, and that of its device where the backend tells it.</summary>
/// <remarks>A backward pass that is to draw again finds them among its saved tensors, so that they live as long as the graph and are part of what is recorded.</remarks>
/// <param name="device">The device of the computation.</param>
/// <param name="sequences">Where each stood.</param>
internal sealed class RandomState(Device device, IReadOnlyList<Tensor> sequences) : IDisposable
{
    /// <summary>Where each stood: what a function saves for its backward pass.</summary>
    public IReadOnlyList<Tensor> Sequences => sequences;

    /// <summary>Where they stand now.</summary>
    /// <param name="device">The device of the computation.</param>
    public static RandomState Now(Device device) => new(device, [.. Sources(device).Select(source => TorchExtras.Current.RandomState(source).DetachFromDisposeScope())]);

    /// <summary>States out of what was saved of them.</summary>
    /// <param name="device">The device of the computation.</param>
    /// <param name="sequences">The sequences of one state after the other.</param>
    public static IReadOnlyList<RandomState> Of(Device device, IEnumerable<Tensor> sequences) =>
        [.. sequences.Chunk(Sources(device).Length).Select(ofOne => new RandomState(device, ofOne))];

    /// <summary>Lets them go on from there.</summary>
    public void Restore()
    {
        foreach (var (source, sequence) in Sources(device).Zip(sequences))
            TorchExtras.Current.SetRandomState(source, sequence);
    }

    /// <summary>Releases the tensors; a graph that has saved them keeps its own.</summary>
    public void Dispose()
    {
        foreach (var sequence in sequences)
            sequence.Dispose();
    }

    private static Device[] Sources(Device device) =>
        device.type == TorchSharp.DeviceType.CPU || !TorchExtras.Current.SupportsRandomState(device) ? [CPU] : [CPU, device];
}

using HoDsl.Torch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Training;

/// <summary>The passes of a network through batches, forward and backward: recorded, so that a batch costs what its kernels cost.</summary>
/// <remarks>
/// The first pass makes what is made once. The second one of the same shape is recorded; those behind it are replayed, bit for bit what they would have been.
/// Recorded is only what <see cref="NetworkStanding"/> decides, on the processor, and anew when it has changed. Batches of another shape, and work that
/// the backend finds it cannot record, such as a network that reads numbers to decide, are done as ever.
/// </remarks>
/// <param name="network">The network.</param>
/// <param name="device">Where it is.</param>
/// <param name="passes">Makes results of a batch, and gradients of the parameters in place of those before.</param>
internal sealed class RecordedPasses(Module network, Device device, Func<Tensor[], Tensor[]> passes) : IDisposable
{
    private NetworkStanding? _standing;
    private long[] _shape = [];
    private IGraph? _graph;
    private bool _wasRecorded;
    private string? _obstacle;

    /// <summary>Whether passes are replayed.</summary>
    public bool AreReplayed => _graph is { Obstacle: null };

    /// <summary>What keeps them from that; null where nothing is known to.</summary>
    public string? Obstacle => _graph is null ? _obstacle : _graph.Obstacle;

    /// <summary>The results of a batch.</summary>
    public Tensor[] Of(params Tensor[] batch)
    {
        if (_standing?.IsStill() != true || IsStale)
        {
            Forget();
            _standing = new NetworkStanding(network);
        }
        else if (_graph is not null)
        {
            return _graph.Replay(batch);
        }
        else if (batch[0].shape.SequenceEqual(_shape) && (_obstacle = ObstacleTo(_standing)) is null)
        {
            _graph = TorchExtras.Current.Capture(device, passes, batch, out var results);
            _wasRecorded = _graph.Obstacle is null;
            return results;
        }

        _shape = batch[0].shape;
        return passes(batch);
    }

    /// <summary>Has the passes recorded anew: something else has changed.</summary>
    public void Forget()
    {
        _graph?.Dispose();
        (_graph, _standing, _obstacle) = (null, null, null);
    }

    /// <inheritdoc/>
    public void Dispose() => _graph?.Dispose();

    // An obstacle that came later may be gone in another recording.
    private bool IsStale => _wasRecorded && _graph?.Obstacle is not null;

    private string? ObstacleTo(NetworkStanding standing) =>
        device.type != TorchSharp.DeviceType.CPU ? "are taken on a GPU"
        : standing.Unknown is { } module ? $"run a module that may decide for itself, {module.GetType()}, which is not {nameof(IRecordable)}"
        : null;
}

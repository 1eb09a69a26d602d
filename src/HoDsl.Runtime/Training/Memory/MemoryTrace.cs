using HoDsl.Runtime.Gradients;
using HoDsl.Torch;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Training.Memory;

/// <summary>How much memory a rehearsal takes, from segment to segment of its backward pass.</summary>
internal sealed class MemoryTrace : IRecomputationWatch
{
    private readonly Device _device;
    private readonly List<SegmentMemory> _segments = [];
    private long _before;
    private long _highest;

    /// <summary>Begins to count.</summary>
    public MemoryTrace(Device device)
    {
        _device = device;
        TorchExtras.Current.ResetPeakMemory(device);
    }

    /// <summary>The segments that were recomputed, the last one of the network first.</summary>
    public IReadOnlyList<SegmentMemory> Segments => _segments;

    /// <summary>The most that was held before the backward pass reached the first of them.</summary>
    public long Head { get; private set; }

    /// <summary>The most that was held at all.</summary>
    public long Peak => Math.Max(_highest, Figures.PeakBytes);

    private MemoryFigures Figures => TorchExtras.Current.Memory(_device)!.Value;

    /// <inheritdoc/>
    public void Begins(Segment segment)
    {
        Account();
        _before = Figures.Bytes;
        _segments.Add(new(segment, 0, 0));
    }

    /// <inheritdoc/>
    public void IsComputed(Segment segment, long outputBytes) => _segments[^1] = _segments[^1] with { Stored = Figures.Bytes - _before - outputBytes };

    /// <summary>Ends the count.</summary>
    public void End() => Account();

    // Since the segment before was reached.
    private void Account()
    {
        var peak = Figures.PeakBytes;
        if (_segments.Count == 0)
            Head = peak;
        else
            _segments[^1] = _segments[^1] with { Peak = peak };
        _highest = Math.Max(_highest, peak);
        TorchExtras.Current.ResetPeakMemory(_device);
    }
}

/// <summary>The memory of one segment, in bytes.</summary>
/// <param name="Segment">The segment.</param>
/// <param name="Stored">What it takes to store its activations.</param>
/// <param name="Peak">The most that is held in all while the backward pass is in it, or between it and the next, if those in front of it store nothing.</param>
internal readonly record struct SegmentMemory(Segment Segment, long Stored, long Peak);

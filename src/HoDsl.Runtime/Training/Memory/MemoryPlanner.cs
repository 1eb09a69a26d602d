using HoDsl.Runtime.Gradients;
using HoDsl.Torch;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Training.Memory;

/// <summary>Which subnets of a network store their activations, and which are recomputed, so that training stays within a budget of native bytes.</summary>
/// <remarks>
/// A rehearsal with every subnet recomputed says what each takes. What a subnet stores is held until the backward pass has reached it: through
/// those behind it. So subnets store theirs from the last one of the network on, as long as nothing behind them exceeds the budget.
/// </remarks>
internal sealed class MemoryPlanner
{
    private readonly long _budget;
    private readonly Device _device;
    private readonly IReadOnlyList<ISegmented> _modules;
    private readonly IReadOnlyList<Segment> _segments;
    private readonly Action _rehearse;

    private MemoryPlanner(Module network, Device device, long budget, Action rehearse)
    {
        (_device, _budget, _rehearse) = (device, budget, rehearse);
        _modules = [.. network.modules().Prepend(network).OfType<ISegmented>().Distinct()];
        _segments = [.. _modules.SelectMany(module => module.Segments).Distinct()];
    }

    /// <summary>Makes a plan for a network and puts it into effect.</summary>
    /// <param name="network">The network.</param>
    /// <param name="device">Where it is.</param>
    /// <param name="budget">The most bytes that may be held at once, all tensors of the process together.</param>
    /// <param name="rehearse">Goes forward and backward once as training does, and leaves nothing changed.</param>
    /// <exception cref="UserException">The budget cannot be held, or memory is not counted.</exception>
    public static MemoryPlan Make(Module network, Device device, MemorySize budget, Action rehearse)
    {
        if (TorchExtras.Current.Memory(device) is null)
            throw new UserException($"A budget of memory needs a backend that counts memory, and this one does not on {device}: leave the budget out.");
        return new MemoryPlanner(network, device, budget.Bytes, rehearse).Make();
    }

    // What is refused leaves the network as it was.
    private MemoryPlan Make()
    {
        var stored = _segments.Where(segment => !segment.IsRecomputed).ToList();
        try
        {
            return Plan();
        }
        catch
        {
            Apply(stored.Contains);
            throw;
        }
    }

    private MemoryPlan Plan()
    {
        var trace = Rehearse(_ => false);
        var fits = trace.Peak <= _budget;
        var order = trace.Segments.Select(entry => entry.Segment).Distinct().ToList();
        var stored = fits ? Choose(trace) : [];
        var peak = stored.Count == 0 ? trace.Peak : Rehearse(stored.Contains).Peak;
        // What is stored takes less than computed twice where it is needed at once, as the last one's, and where maps are smaller than the
        // random states that go with them.
        foreach (var next in fits ? [] : order)
        {
            var lower = Rehearse(segment => segment == next || stored.Contains(segment)).Peak;
            if (lower >= peak)
                break;
            stored.Add(next);
            peak = lower;
        }
        if (!fits && peak > _budget)
            throw new UserException($"{new MemorySize(_budget)} of memory are too few: {(order.Count == 0 ? "" : "with subnets computed twice wherever that saves memory ")}a step takes {MemorySize.InMebibytes(peak)}. Allow as much, or compute the batch in parts.");
        // What was foreseen is a sum of what was measured, of which not all is held at the same time; what counts is what comes out.
        foreach (var next in order.Except(stored).ToList())
        {
            if (peak > _budget)
                break;
            stored.Add(next);
            peak = Rehearse(stored.Contains).Peak;
        }
        for (; peak > _budget && stored.Count > 0; peak = Rehearse(stored.Contains).Peak)
            stored.RemoveAt(stored.Count - 1);
        return new(_segments.Count, _segments.Count - stored.Count, peak, new(_budget));
    }

    // The last blocks of the network come first. What one stores comes to all that is held behind it.
    private List<Segment> Choose(MemoryTrace trace)
    {
        var (stored, left) = (new List<Segment>(), _budget - trace.Head);
        foreach (var (segment, _, peak) in trace.Segments)
        {
            // One that is shared stores what it gives in all its places, or nothing.
            var bytes = trace.Segments.Where(other => other.Segment == segment).Sum(other => other.Stored);
            if (bytes <= left && !stored.Contains(segment))
            {
                stored.Add(segment);
                left -= bytes;
            }
            left = Math.Min(left, _budget - peak);
        }
        return stored;
    }

    private MemoryTrace Rehearse(Func<Segment, bool> stores)
    {
        Apply(stores);
        var trace = new MemoryTrace(_device);
        Watch(trace);
        try
        {
            _rehearse();
            trace.End();
            return trace;
        }
        finally
        {
            Watch(null);
        }
    }

    private void Apply(Func<Segment, bool> stores)
    {
        foreach (var segment in _segments)
            segment.IsRecomputed = !stores(segment);
    }

    private void Watch(IRecomputationWatch? watch)
    {
        foreach (var segment in _segments)
            segment.Watch = watch;
        foreach (var module in _modules)
            module.DropsNothing = watch is not null;
    }
}

using HoDsl.Torch.Dispatch;
using static TorchSharp.torch;

namespace HoDsl.Torch;

/// <summary>Work on the processor, recorded: a replay computes what its operators and their backward passes compute, one after the other.</summary>
internal sealed unsafe class RecordedWork : IGraph
{
    private readonly Func<Tensor[], Tensor[]> work;
    private readonly int resultCount;
    private readonly int changes;
    private readonly Lock gate = new();
    private nint recorded;
    private bool isDisposed;

    private RecordedWork(Func<Tensor[], Tensor[]> work, nint recorded, int resultCount, int changes, string? obstacle) =>
        (this.work, this.recorded, this.resultCount, this.changes, Obstacle) = (work, recorded, resultCount, changes, obstacle);

    /// <summary>Releases what no Dispose has released.</summary>
    ~RecordedWork() => Release();

    /// <inheritdoc/>
    public string? Obstacle { get; private set; }

    /// <summary>Does the work and records it.</summary>
    /// <param name="work">The work.</param>
    /// <param name="inputs">What it is done with.</param>
    /// <param name="results">What it makes of them.</param>
    public static RecordedWork Of(Func<Tensor[], Tensor[]> work, Tensor[] inputs, out Tensor[] results)
    {
        var changes = RecordingState.Changes;
        Begin(inputs);
        try
        {
            results = work(inputs);
            var recorded = End(results, out var obstacle);
            return new RecordedWork(work, recorded, results.Length, changes, obstacle);
        }
        catch
        {
            // What was recorded of work that failed is of no use.
            if (RecordingState.IsOn && End([], out _) is not 0 and var useless)
                NativeMethods.hodsl_recorded_release(useless);
            throw;
        }
    }

    /// <inheritdoc/>
    public Tensor[] Replay(params Tensor[] inputs)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (Obstacle is null && changes != RecordingState.Changes)
                Obstacle = "was recorded before a hook was added to a module, or a parameter was given other memory";
            if (Obstacle is null && TryReplay(inputs) is { } results)
                return results;
        }

        return work(inputs);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
            isDisposed = true;
        Release();
        GC.SuppressFinalize(this);
    }

    private static void Begin(Tensor[] inputs)
    {
        using var held = new HeldList(inputs, "recorded work: input");
        fixed (nint* handles = held.Handles)
            NativeMethods.Check(NativeMethods.hodsl_recording_begin(handles, inputs.Length));
        RecordingState.IsOn = true;
    }

    private static nint End(Tensor[] results, out string? obstacle)
    {
        using var held = new HeldList(results, "recorded work: result");
        RecordingState.IsOn = false;
        nint recorded;
        fixed (nint* handles = held.Handles)
            NativeMethods.Check(NativeMethods.hodsl_recording_end(handles, results.Length, &recorded));
        obstacle = recorded == 0 ? NativeMethods.LastError().Message : null;
        return recorded;
    }

    // None where the inputs lie otherwise than those of the recording.
    private Tensor[]? TryReplay(Tensor[] inputs)
    {
        using var held = new HeldList(inputs, "recorded work: input");
        var results = stackalloc nint[resultCount];
        int status;
        fixed (nint* handles = held.Handles)
            status = NativeMethods.hodsl_recorded_replay(recorded, handles, inputs.Length, results, resultCount);
        NativeMethods.Check(status);
        if (status == 0)
            return null;
        var tensors = new Tensor[resultCount];
        for (var i = 0; i < resultCount; i++)
            tensors[i] = new Tensor(results[i]);
        return tensors;
    }

    private void Release()
    {
        var released = Interlocked.Exchange(ref recorded, 0);
        if (released != 0)
            NativeMethods.hodsl_recorded_release(released);
    }
}

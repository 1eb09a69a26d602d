using HoDsl.Torch.Dispatch;
using static TorchSharp.torch;

namespace HoDsl.Torch;

/// <summary>Work on an NVIDIA GPU, recorded: a replay is one call of the driver.</summary>
internal sealed unsafe class CudaGraph : IGraph
{
    private nint graph;

    /// <summary>Does the work once, for what libraries make at their first use, and records it.</summary>
    public CudaGraph(Device device, Action work)
    {
        using (TorchExtras.Current.OnSideStream(device))
            work();
        nint begun;
        NativeMethods.Check(NativeMethods.hodsl_graph_begin(device.index, &begun));
        try
        {
            work();
        }
        catch
        {
            _ = NativeMethods.hodsl_graph_end(begun);
            NativeMethods.hodsl_graph_release(begun);
            throw;
        }

        graph = begun;
        NativeMethods.Check(NativeMethods.hodsl_graph_end(graph));
    }

    /// <summary>Releases what no Dispose has released.</summary>
    ~CudaGraph() => Release();

    /// <inheritdoc/>
    public void Replay()
    {
        ObjectDisposedException.ThrowIf(graph == 0, this);
        NativeMethods.Check(NativeMethods.hodsl_graph_replay(graph));
        GC.KeepAlive(this);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        var released = Interlocked.Exchange(ref graph, 0);
        if (released != 0)
            NativeMethods.hodsl_graph_release(released);
    }
}

using HoDsl.Torch.Dispatch;
using static TorchSharp.torch;

namespace HoDsl.Torch;

/// <summary>Work on an NVIDIA GPU, recorded: a replay is one call of the driver, which reads and writes the memory of the recording.</summary>
internal sealed unsafe class CudaGraph : IGraph
{
    private readonly Func<Tensor[], Tensor[]> work;
    private readonly Tensor[] inputs;
    private readonly Tensor[] results;
    private readonly GivenGradients gradients;
    private nint graph;

    private CudaGraph(Func<Tensor[], Tensor[]> work, nint graph, Tensor[] inputs, Tensor[] results, GivenGradients gradients) =>
        (this.work, this.graph, this.inputs, this.results, this.gradients) = (work, graph, inputs, results, gradients);

    /// <summary>Releases what no Dispose has released.</summary>
    ~CudaGraph() => Release();

    /// <inheritdoc/>
    public string? Obstacle => null;

    /// <summary>Does the work once, for what libraries make at their first use, and records it.</summary>
    /// <param name="device">Where.</param>
    /// <param name="work">The work.</param>
    /// <param name="inputs">What it is done with.</param>
    /// <param name="results">What it makes of them.</param>
    public static CudaGraph Of(Device device, Func<Tensor[], Tensor[]> work, Tensor[] inputs, out Tensor[] results)
    {
        using (TorchExtras.Current.OnSideStream(device))
            results = work(inputs);
        Tensor[] own = [.. inputs.Select(input => input.clone().DetachFromDisposeScope())];
        var gradients = new GivenGradients();
        nint graph;
        NativeMethods.Check(NativeMethods.hodsl_graph_begin(device.index, &graph));
        try
        {
            Tensor[] made;
            using (gradients.Watch())
                made = [.. work(own).Select(result => result.DetachFromDisposeScope())];
            NativeMethods.Check(NativeMethods.hodsl_graph_end(graph));
            gradients.Keep();
            return new CudaGraph(work, graph, own, made, gradients);
        }
        catch
        {
            _ = NativeMethods.hodsl_graph_end(graph);
            NativeMethods.hodsl_graph_release(graph);
            gradients.Dispose();
            foreach (var input in own)
                input.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Tensor[] Replay(params Tensor[] inputs)
    {
        ObjectDisposedException.ThrowIf(graph == 0, this);
        if (!inputs.Select(FormOf).SequenceEqual(this.inputs.Select(FormOf)))
            return work(inputs);
        using (no_grad())
        {
            foreach (var (own, given) in this.inputs.Zip(inputs))
                own.copy_(given);
        }

        NativeMethods.Check(NativeMethods.hodsl_graph_replay(graph));
        gradients.Give();
        GC.KeepAlive(this);
        return [.. results.Select(result => result.alias())];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        foreach (var tensor in inputs.Concat(results))
            tensor.Dispose();
        gradients.Dispose();
        GC.SuppressFinalize(this);
    }

    private static (ScalarType Type, string Shape) FormOf(Tensor tensor) => (tensor.dtype, string.Join(',', tensor.shape));

    private void Release()
    {
        var released = Interlocked.Exchange(ref graph, 0);
        if (released != 0)
            NativeMethods.hodsl_graph_release(released);
    }
}

using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Blocks.Reversal;

/// <summary>Computes the stages once more while a block is undone, each with the random numbers that it drew before and a graph of its own.</summary>
/// <remarks>What stages do to their buffers (the statistics of batch norm) was done in the forward pass: it is undone in the end.</remarks>
/// <param name="recorded">The forward pass.</param>
internal sealed class InvertingPass(RecordingPass recorded) : IStagePass, IDisposable
{
    private readonly Dictionary<int, LocalGraph> _graphs = [];
    private readonly Dictionary<Tensor, Tensor> _buffers = new(ReferenceEqualityComparer.Instance);

    /// <summary>The stages, by their numbers.</summary>
    public IReadOnlyDictionary<int, LocalGraph> Graphs => _graphs;

    /// <summary>What the subnets of the stages have learnt.</summary>
    public IEnumerable<Tensor> Parameters => _graphs.Values.SelectMany(graph => graph.Parameters);

    /// <inheritdoc/>
    public Tensor Run(int stage, Module<Tensor, Tensor> f, Tensor input)
    {
        foreach (var buffer in f.buffers().Where(buffer => !_buffers.ContainsKey(buffer)))
            _buffers.Add(buffer, buffer.clone().DetachFromDisposeScope());
        recorded.InFrontOf(stage).Restore();
        return (_graphs[stage] = new LocalGraph(f, input)).Output;
    }

    /// <summary>Releases the graphs.</summary>
    public void Dispose()
    {
        foreach (var graph in _graphs.Values)
            graph.Dispose();
        foreach (var (buffer, kept) in _buffers)
        {
            buffer.copy_(kept);
            kept.Dispose();
        }
    }
}

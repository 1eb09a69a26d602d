using HoDsl.Runtime.Gradients;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Blocks.Reversal;

/// <summary>Computes the stages once more while a block is undone, each with the random numbers that it drew before and a graph of its own.</summary>
/// <param name="recorded">The forward pass.</param>
/// <param name="random">Where random numbers stood in it.</param>
internal sealed class InvertingPass(RecordingPass recorded, IReadOnlyList<RandomState> random) : IStagePass, IDisposable
{
    private readonly Dictionary<int, LocalGraph> _graphs = [];

    /// <summary>The stages, by their numbers.</summary>
    public IReadOnlyDictionary<int, LocalGraph> Graphs => _graphs;

    /// <summary>What the subnets of the stages have learnt.</summary>
    public IEnumerable<Tensor> Parameters => _graphs.Values.SelectMany(graph => graph.Parameters);

    /// <inheritdoc/>
    public Tensor Run(int stage, Module<Tensor, Tensor> f, Tensor input)
    {
        random[recorded.PlaceOf(stage)].Restore();
        return (_graphs[stage] = new LocalGraph(f, input)).Output;
    }

    /// <summary>Releases the graphs.</summary>
    public void Dispose()
    {
        foreach (var graph in _graphs.Values)
            graph.Dispose();
    }
}

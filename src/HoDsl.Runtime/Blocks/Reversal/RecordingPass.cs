using HoDsl.Runtime.Gradients;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Blocks.Reversal;

/// <summary>A forward pass without a graph, which remembers where random numbers stood in front of each stage.</summary>
/// <param name="random">Where they stood in front of the stages so far, those of blocks before among them.</param>
internal sealed class RecordingPass(List<RandomState> random) : IStagePass
{
    private readonly Dictionary<int, int> _places = [];

    /// <summary>Which of the states is the one in front of a stage.</summary>
    public int PlaceOf(int stage) => _places[stage];

    /// <inheritdoc/>
    public Tensor Run(int stage, Module<Tensor, Tensor> f, Tensor input)
    {
        _places[stage] = random.Count;
        random.Add(RandomState.Now(input.device));
        return f.call(input);
    }
}

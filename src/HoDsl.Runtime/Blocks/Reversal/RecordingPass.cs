using HoDsl.Runtime.Gradients;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Blocks.Reversal;

/// <summary>A forward pass without a graph, which remembers where random numbers stood in front of each stage.</summary>
/// <param name="start">Where they stood in front of the block.</param>
internal sealed class RecordingPass(RandomState start) : IStagePass
{
    private readonly Dictionary<int, RandomState> _states = [];

    /// <summary>Where random numbers stood last.</summary>
    public RandomState Last { get; private set; } = start;

    /// <summary>Where they stood in front of a stage.</summary>
    public RandomState InFrontOf(int stage) => _states[stage];

    /// <inheritdoc/>
    public Tensor Run(int stage, Module<Tensor, Tensor> f, Tensor input)
    {
        _states[stage] = Last = RandomState.Now(input.device, Last);
        return f.call(input);
    }
}

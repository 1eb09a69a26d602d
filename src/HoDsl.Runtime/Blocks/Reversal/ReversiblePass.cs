using HoDsl.Runtime.Gradients;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Blocks.Reversal;

/// <summary>One pass through blocks that can be undone: forward without storing activations, backward by undoing block after block, from the last.</summary>
internal sealed class ReversiblePass : IDisposable
{
    private readonly StateLayout _layout;
    private readonly IReadOnlyList<BodyBlock> _blocks;
    private readonly IReadOnlyList<Luck> _lucks;
    private readonly IReadOnlyList<Tensor> _parameters;
    private readonly RecordingPass?[] _recorded;
    private readonly List<RandomState> _random = [];
    private bool[] _hasMap = [];
    private readonly Device _device;
    private readonly Arithmetic _arithmetic;

    private ReversiblePass(StateLayout layout, IReadOnlyList<BodyBlock> blocks, IReadOnlyList<Luck> lucks, Device device)
    {
        (_layout, _blocks, _lucks, _device) = (layout, blocks, lucks, device);
        _parameters = [.. blocks.SelectMany(block => block.Module.parameters()).Where(parameter => parameter.requires_grad)];
        _recorded = new RecordingPass?[blocks.Count];
        _arithmetic = new(device);
    }

    /// <summary>Whether a pass can be undone: of each increment all was taken, or nothing.</summary>
    public static bool CanRun(IEnumerable<Luck> lucks) => lucks.All(luck => luck is { Parts: null, Noise: null, Part: 0 or 1 });

    /// <summary>What a body makes of a map, as a part of the graph.</summary>
    /// <param name="layout">The states.</param>
    /// <param name="blocks">The blocks.</param>
    /// <param name="lucks">What chance has decided for each.</param>
    /// <param name="input">The map.</param>
    public static Tensor Run(StateLayout layout, IReadOnlyList<BodyBlock> blocks, IReadOnlyList<Luck> lucks, Tensor input)
    {
        using var pass = new ReversiblePass(layout, blocks, lucks, input.device);
        return ReversibleFunction.apply([pass, input, .. pass._parameters])[0];
    }

    /// <summary>What the backward pass needs, the states behind the last block before all, and the map that they are.</summary>
    public (List<Tensor> Kept, Tensor Output) Forward(Tensor input)
    {
        var last = _layout.Enter(input).Through(_blocks.Count, input, (i, state) =>
            Under(_recorded[i] = new RecordingPass(_random), i, () => _lucks[i].Step(_blocks[i], state)));
        _hasMap = [.. _layout.Slots.Select((_, place) => last.Past(place) is not null)];
        return ([.. last.Maps, .. _random.SelectMany(state => state.Sequences)], _layout.Exit(last));
    }

    /// <summary>The gradients of the input and of the parameters.</summary>
    /// <param name="kept">What the forward pass kept.</param>
    /// <param name="gradient">The gradient of the map that it gave.</param>
    public List<Tensor?> Backward(List<Tensor> kept, Tensor gradient)
    {
        if (is_grad_enabled())
            throw new UserException("A reversible body has no second derivatives: leave out Reversible, or create_graph.");
        using var now = RandomState.Now(_device);
        var sums = new GradientSums(_parameters);
        using var buffers = new KeptBuffers(_blocks.Select(block => block.Module));
        // States enter and leave a body as one map; so do their gradients, the other way round.
        var left = new Queue<Tensor>(kept);
        var (state, gradients) = (new State(_layout, [.. _hasMap.Select(hasMap => hasMap ? left.Dequeue() : null)]), _layout.Enter(gradient));
        var random = RandomState.Of(_device, left);
        for (var i = _blocks.Count - 1; i >= 0; i--)
        {
            if (_lucks[i].Part == 0)
                continue;
            var (before, gradientsBefore) = Undo(i, state, gradients, random, sums);
            state.ReleaseBut(before);
            gradients.ReleaseBut(gradientsBefore);
            (state, gradients) = (before, gradientsBefore);
        }
        now.Restore();
        return [_layout.Exit(gradients), .. sums.Sums];
    }

    /// <summary>Releases what the graph, if there is one, has saved.</summary>
    public void Dispose()
    {
        foreach (var state in _random)
            state.Dispose();
    }

    private (State Before, State Gradients) Undo(int i, State after, State gradients, IReadOnlyList<RandomState> random, GradientSums sums)
    {
        using var scope = NewDisposeScope();
        using var inverting = new InvertingPass(_recorded[i]!, random);
        var before = Under(inverting, i, () => Reversible(i).Invert(after)).MoveToOuterDisposeScope(but: after);
        // The first block's histories had not begun.
        var leaves = (i == 0 ? before.WithoutHistories() : before).Change(map => map.detach().requires_grad_());
        var results = Rejoin(i, leaves, inverting).Zip(gradients);
        var learnt = _blocks[i].Module.parameters().Where(parameter => parameter.requires_grad).Union(inverting.Parameters, ReferenceEqualityComparer.Instance).Cast<Tensor>().ToList();

        var found = autograd.grad([.. results.Select(pair => pair.Map)], [.. leaves.Maps, .. learnt], [.. results.Select(pair => pair.Other)], allow_unused: true);
        var places = new Queue<Tensor?>(found);
        var gradientsBefore = leaves.Change(map => places.Dequeue() ?? zeros_like(map)).MoveToOuterDisposeScope(but: gradients);
        sums.Add(learnt, places);
        return (before, gradientsBefore);
    }

    private State Rejoin(int i, State before, InvertingPass inverting)
    {
        using var recording = enable_grad();
        return Under(new RejoiningPass(inverting.Graphs), i, () => _blocks[i].Step(before));
    }

    private IReversible Reversible(int i) => (IReversible)_blocks[i].Module;

    // As in the forward pass, but with the stages computed by another.
    private T Under<T>(IStagePass pass, int i, Func<T> compute)
    {
        Reversible(i).Pass = pass;
        try
        {
            return _arithmetic.Compute(compute);
        }
        finally
        {
            Reversible(i).Pass = null;
        }
    }
}

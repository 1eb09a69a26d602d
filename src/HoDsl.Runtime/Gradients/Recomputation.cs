using static TorchSharp.torch;

namespace HoDsl.Runtime.Gradients;

/// <summary>One pass through a segment that stores nothing but what it reads.</summary>
internal sealed class Recomputation
{
    private readonly Segment _segment;
    private readonly Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> _compute;
    private readonly bool[] _haveGradients;
    private readonly Arithmetic _arithmetic;

    public Recomputation(Segment segment, IReadOnlyList<Tensor> inputs, Func<IReadOnlyList<Tensor>, IReadOnlyList<Tensor>> compute)
    {
        (_segment, _compute, Device) = (segment, compute, inputs[0].device);
        _haveGradients = [.. inputs.Select(input => input.requires_grad)];
        _arithmetic = new(Device);
    }

    /// <summary>Where it is computed.</summary>
    public Device Device { get; }

    /// <summary>How many tensors the segment reads.</summary>
    public int Inputs => _haveGradients.Length;

    /// <summary>Computes the segment, without a graph.</summary>
    public IReadOnlyList<Tensor> Forward(IReadOnlyList<Tensor> inputs) => _arithmetic.Compute(() => _compute(inputs));

    /// <summary>The gradients of what the segment reads and of its parameters.</summary>
    /// <param name="inputs">What it read.</param>
    /// <param name="random">Where random numbers stood in front of it.</param>
    /// <param name="gradients">The gradients of what it gave.</param>
    public IEnumerable<Tensor?> Backward(IReadOnlyList<Tensor> inputs, RandomState random, IReadOnlyList<Tensor?> gradients)
    {
        if (is_grad_enabled())
            throw new UserException("What is recomputed has no second derivatives: leave out Recompute, or create_graph.");
        _segment.Watch?.Begins(_segment);
        using var buffers = new KeptBuffers(_segment.Owners);
        var leaves = inputs.Select((input, i) => input.detach().requires_grad_(_haveGradients[i])).ToList();
        var learnt = leaves.Where(leaf => leaf.requires_grad).Concat(_segment.Parameters).ToList();
        var outputs = Again(leaves, random);
        _segment.Watch?.IsComputed(_segment, outputs.Sum(output => output.numel() * output.ElementSize));
        // What depends on nothing that is learnt has no gradient to go back.
        var ways = outputs.Zip(gradients).Where(way => way.First.requires_grad && way.Second is not null).ToList();
        var found = new Queue<Tensor?>(ways.Count == 0 ? learnt.Select(_ => (Tensor?)null) : autograd.grad([.. ways.Select(way => way.First)], learnt, [.. ways.Select(way => way.Second!)], allow_unused: true));
        return [.. leaves.Select(leaf => leaf.requires_grad ? found.Dequeue() : null), .. found];
    }

    private IReadOnlyList<Tensor> Again(IReadOnlyList<Tensor> leaves, RandomState random)
    {
        using var recording = enable_grad();
        using var now = RandomState.Now(Device);
        random.Restore();
        try
        {
            return Forward(leaves);
        }
        finally
        {
            now.Restore();
        }
    }
}

/// <summary>A segment as one function, which is computed once more in its backward pass.</summary>
internal sealed class Recomputed : autograd.MultiTensorFunction<Recomputed>
{
    private const string Pass = "pass";

    /// <inheritdoc/>
    public override string Name => nameof(Recomputed);

    /// <inheritdoc/>
    public override List<Tensor> forward(autograd.AutogradContext ctx, params object?[] vars)
    {
        var pass = (Recomputation)vars[0]!;
        List<Tensor> inputs = [.. vars.Skip(2).Take(pass.Inputs).Cast<Tensor>()];
        ctx.TakeAsGiven();
        ctx.save_data(Pass, pass);
        ctx.save_for_backward([.. inputs, .. ((RandomState)vars[1]!).Sequences]);
        return [.. pass.Forward(inputs)];
    }

    /// <inheritdoc/>
    public override List<Tensor?> backward(autograd.AutogradContext ctx, List<Tensor?> grad_outputs)
    {
        var pass = (Recomputation)ctx.get_data(Pass)!;
        var saved = ctx.get_saved_variables();
        return [null, null, .. pass.Backward(saved[..pass.Inputs], new RandomState(pass.Device, saved[pass.Inputs..]), grad_outputs.OrNull())];
    }
}

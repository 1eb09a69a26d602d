using static TorchSharp.torch;

namespace HoDsl.Runtime.Blocks;

/// <summary>What chance has decided for one step of a block.</summary>
/// <remarks>
/// A step moves the states of now by an increment, of which a part is taken: none where the step is dropped, more than all where a survivor
/// makes up for others. The ReLU of schemes that end with it follows. Histories are handed on as if nothing had happened, so that for linear
/// subnets evaluation gives exactly what training gives on average. Noise is drawn where the maps are.
/// </remarks>
internal sealed record Luck
{
    /// <summary>The part of the increment that is taken.</summary>
    public double Part { get; init; } = 1;

    /// <summary>The parts of the increments of the samples of a batch; null where they all have one.</summary>
    public Tensor? Parts { get; init; }

    /// <summary>What is added; null for nothing.</summary>
    public Noise? Noise { get; init; }

    /// <summary>What lives at the block's joins; null where the block draws for itself.</summary>
    public BatchPaths? Paths { get; init; }

    /// <summary>Whether a step needs nothing of the block: it is dropped for all samples, and no stage of it is remembered.</summary>
    public bool Skips(StateLayout layout) => Part == 0 && Parts is null && !layout.RemembersStages;

    /// <summary>The states after a step of a block.</summary>
    public State Step(BodyBlock block, State before)
    {
        if (block.Module is IJoining joining)
            joining.Paths.Batch = Paths;
        if (Part == 1 && Parts is null && Noise is null)
            return block.Step(before);
        using var scope = NewDisposeScope();
        var after = Parts is not null ? InPart(block, before, Parts) : Part == 0 ? Dropped(block, before) : InPart(block, before);
        return (Noise is null ? after : after.ChangeNow((_, map) => Noise.AddTo(map))).MoveToOuterDisposeScope(but: before);
    }

    // A block whose stages are handed on computes them even where its increment does not matter.
    private State Dropped(BodyBlock block, State before) =>
        Rectified(block, Skips(before.Layout) ? before.Wait() : block.BeforeRelu(before).ChangeNow((place, _) => before.Now(place)));

    private static State InPart(BodyBlock block, State before, Tensor parts) => Rectified(block, block.BeforeRelu(before).ChangeNow((place, after) =>
    {
        var part = parts.to(after.dtype).to(after.device).view([-1, .. Enumerable.Repeat(1L, (int)after.ndim - 1)]);
        return before.Now(place).addcmul(after - before.Now(place), part, value: 1);
    }));

    private State InPart(BodyBlock block, State before) => Part == 1
        ? block.Step(before)
        : Rectified(block, block.BeforeRelu(before).ChangeNow((place, after) => Combination.Combine((1 - Part, before.Now(place)), (Part, after))));

    private static State Rectified(BodyBlock block, State after) => block.EndsWithRelu ? after.ChangeNow((_, map) => map.relu()) : after;
}

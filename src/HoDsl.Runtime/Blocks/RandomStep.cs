using static TorchSharp.torch;

namespace HoDsl.Runtime.Blocks;

/// <summary>What chance does to the steps of one block in training: it drops them, or adds noise to them.</summary>
/// <remarks>
/// A step moves the states of now by an increment; a dropped one leaves them where they were, but for the ReLU that follows under some
/// schemes. Histories are handed on as if nothing had happened, so that for linear subnets evaluation gives exactly what training gives
/// on average. Whether a step is dropped is drawn from the processor's global generator, wherever the maps are; noise is drawn where they are.
/// </remarks>
/// <param name="Survival">How probable it is that a step is not dropped.</param>
/// <param name="Depth">How steps are dropped; null where they are not.</param>
/// <param name="Noise">What is added; null for nothing.</param>
internal sealed record RandomStep(double Survival, StochasticDepth? Depth, Noise? Noise)
{
    /// <summary>Nothing is left to chance.</summary>
    public static RandomStep None { get; } = new(1, null, null);

    /// <summary>A step of the block.</summary>
    public State Run(BodyBlock block, State before, bool isTraining)
    {
        if (Depth is null && Noise is null)
            return block.Step(before);
        using var scope = NewDisposeScope();
        return (isTraining ? RunAtRandom(block, before) : RunOnAverage(block, before)).MoveToOuterDisposeScope(but: before);
    }

    private State RunOnAverage(BodyBlock block, State before) =>
        Depth?.Weight == SurvivalWeight.InEvaluation ? Weighed(block, before, Survival) : block.Step(before);

    private State RunAtRandom(BodyBlock block, State before)
    {
        var after = Depth is null ? block.Step(before) : Depth.PerSample ? SurviveInPart(block, before) : SurviveOrNot(block, before);
        return Noise is null ? after : after.ChangeNow((_, map) => Noise.AddTo(map));
    }

    // What a survivor's increment is multiplied by; where nothing survives, nothing needs to be made up for.
    private double Boost => Depth!.Weight == SurvivalWeight.InTraining && Survival > 0 ? 1 / Survival : 1;

    private State SurviveOrNot(BodyBlock block, State before)
    {
        var survives = rand(1).item<float>() < Survival;
        if (survives)
            return Weighed(block, before, Boost);
        var after = before.Layout.RemembersStages ? block.BeforeRelu(before).ChangeNow((place, _) => before.Now(place)) : before.Wait();
        return Rectified(block, after);
    }

    private State SurviveInPart(BodyBlock block, State before)
    {
        var map = before.Now(0);
        var weights = rand(map.shape[0]).lt(Survival).to(map.dtype).mul(Boost).to(map.device).view([-1, .. Enumerable.Repeat(1L, (int)map.ndim - 1)]);
        return Rectified(block, block.BeforeRelu(before).ChangeNow((place, after) => before.Now(place).addcmul(after - before.Now(place), weights, value: 1)));
    }

    private static State Weighed(BodyBlock block, State before, double weight) => weight == 1
        ? block.Step(before)
        : Rectified(block, block.BeforeRelu(before).ChangeNow((place, after) => Combination.Combine((1 - weight, before.Now(place)), (weight, after))));

    private static State Rectified(BodyBlock block, State after) => block.EndsWithRelu ? after.ChangeNow((_, map) => map.relu()) : after;
}

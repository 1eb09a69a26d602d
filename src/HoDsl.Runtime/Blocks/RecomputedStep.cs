using HoDsl.Runtime.Gradients;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Blocks;

/// <summary>A step of a block whose backward pass may compute it once more.</summary>
internal static class RecomputedStep
{
    /// <summary>The states after the step.</summary>
    /// <param name="segment">Says whether it is computed once more.</param>
    /// <param name="block">The block.</param>
    /// <param name="luck">What chance has decided.</param>
    /// <param name="before">The states before the step.</param>
    public static State Take(Segment segment, BodyBlock block, Luck luck, State before)
    {
        if (!segment.IsRecomputed || luck.Skips(before.Layout))
            return luck.Step(block, before);
        var after = before;
        List<Tensor> made = [];
        var results = segment.Run([.. before.Maps, .. luck.Parts is null ? [] : new[] { luck.Parts }], maps =>
        {
            var given = new Queue<Tensor>(maps);
            var state = before.Change(_ => given.Dequeue());
            after = (given.Count == 0 ? luck : luck with { Parts = given.Dequeue() }).Step(block, state);
            return made = [.. after.Missing(state)];
        });
        // What the step hands on stays what it was.
        return after.Change(map => made.FindIndex(other => ReferenceEquals(map, other)) is >= 0 and var place ? results[place] : map);
    }
}

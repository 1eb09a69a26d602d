using HoDsl.Runtime.Blocks;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Ode;

/// <summary>A differential equation and how it is to be solved.</summary>
/// <param name="F">The right side.</param>
/// <param name="Method">The method.</param>
/// <param name="Steps">The steps.</param>
/// <param name="Report">Told what the solution took.</param>
internal sealed record Problem(RightSide F, RungeKuttaMethod Method, OdeSteps Steps, Action<OdeStatistics> Report)
{
    /// <summary>The states at all times but the first.</summary>
    /// <param name="initial">The state at the first time.</param>
    /// <param name="times">The times.</param>
    /// <param name="learnt">The times as a tensor that gradients reach; null where they do not.</param>
    /// <param name="kept">Keeps the steps of each way from one time to the next; null where nobody does.</param>
    /// <returns>New tensors; the steps that are kept have theirs in the scope of the caller too.</returns>
    public List<Tensor> Solve(Tensor initial, Times times, Tensor? learnt = null, ICollection<List<TakenStep>>? kept = null)
    {
        using var scope = NewDisposeScope();
        var field = new SubnetField(F);
        var walk = Steps.Begin(Method, field);
        var states = new List<Tensor>();
        for (var way = 0; way < times.Ways; way++)
        {
            if (learnt is not null)
            {
                walk.Interrupt();
                field.RunBetween(times[way], times[way + 1], learnt[way], learnt[way + 1]);
            }
            List<TakenStep>? steps = kept is null ? null : [];
            states.Add(walk.Go([way == 0 ? initial : states[^1]], times[way], times[way + 1], steps)[0]);
            kept?.Add(steps!);
        }
        Report(new(field.Evaluations, walk.Steps, walk.Rejected));
        scope.MoveToOuter(states.Concat(kept?.SelectMany(steps => steps).SelectMany(step => step.State) ?? []));
        return states;
    }
}

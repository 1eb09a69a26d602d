using HoDsl.Runtime.Blocks;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Ode;

/// <summary>Takes one step of a method through a field.</summary>
internal sealed class Stepper(RungeKuttaMethod method, IVectorField field, bool estimates)
{
    private readonly StepRows _rows = StepRows.Of(method, estimates);

    /// <summary>Takes a step.</summary>
    /// <param name="time">The time before the step.</param>
    /// <param name="step">Its size; negative backward in time.</param>
    /// <param name="state">The state before it.</param>
    /// <param name="mayConsume">Whether the state may be released as soon as nothing needs it.</param>
    /// <param name="first">The slopes there, where they are known; they stay their holder's.</param>
    public StepResult Take(double time, double step, IReadOnlyList<Tensor> state, bool mayConsume = false, Tensor[]? first = null)
    {
        using var scope = NewDisposeScope();
        var sums = state.Select((map, place) => Begin(map, place, mayConsume)).ToArray();
        var slopes = first ?? [];
        for (var stage = 0; stage < _rows.Nodes.Count; stage++)
        {
            var isGiven = stage == 0 && first is not null;
            if (isGiven)
                PassOver(sums);
            else
                slopes = Evaluate(sums, time + (_rows.Nodes[stage] * step));
            Add(sums, slopes, stage, step, areOwn: !isGiven && !HandsOn(stage));
        }
        var result = new StepResult(
            Array.ConvertAll(sums, Own),
            estimates ? Array.ConvertAll(sums[..field.Reads], Own) : [],
            HandsOn(_rows.Nodes.Count - 1) ? slopes : null);
        scope.MoveToOuter(result.Tensors);
        return result;
    }

    // Only who estimates errors computes the stage that reads the result: it is the first one of the next step.
    private bool HandsOn(int stage) => _rows.EndsWithResult && stage == _rows.Nodes.Count - 1;

    private bool IsRead(int place) => place < field.Reads;

    private RowSums Begin(Tensor map, int place, bool mayConsume)
    {
        var rows = IsRead(place) ? _rows : _rows.ResultOnly;
        var sums = new RowSums(rows.Count);
        sums.Add(map, rows.OfState(), isOwn: mayConsume);
        return sums;
    }

    private void PassOver(RowSums[] sums)
    {
        foreach (var sum in sums[..field.Reads])
            sum.Skip();
    }

    private Tensor[] Evaluate(RowSums[] sums, double time)
    {
        var read = Array.ConvertAll(sums[..field.Reads], sum => sum.Next());
        var slopes = field.Evaluate(time, Array.ConvertAll(read, input => input.Sum));
        foreach (var input in read.Where(input => input.IsOwn))
            input.Sum.Dispose();
        return slopes;
    }

    private void Add(RowSums[] sums, Tensor[] slopes, int stage, double step, bool areOwn)
    {
        for (var place = 0; place < sums.Length; place++)
        {
            sums[place].Add(slopes[place], (IsRead(place) ? _rows : _rows.ResultOnly).OfStage(stage, step), areOwn);
            // No stage reads an integral: it is summed as it comes.
            if (!IsRead(place))
                sums[place].Fold();
        }
    }

    private static Tensor Own(RowSums sums)
    {
        var (sum, isOwn) = sums.Next();
        return isOwn ? sum : sum.alias();
    }
}

/// <summary>What a step gives.</summary>
/// <param name="State">The state after it.</param>
/// <param name="Error">The estimated error of what the field reads of the state; empty where nobody asked.</param>
/// <param name="Slopes">The slopes at the end, where the method has them; null where not.</param>
internal sealed record StepResult(Tensor[] State, Tensor[] Error, Tensor[]? Slopes)
{
    /// <summary>All of it.</summary>
    public IEnumerable<Tensor> Tensors => [.. State, .. Error, .. Slopes ?? []];
}

using HoDsl.Runtime.Gradients;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Ode;

/// <summary>A solution whose backward pass takes each of its steps once more, the last one first: <see cref="OdeGradient.Recomputed"/>.</summary>
internal sealed class RecomputedSolution : Solution<RecomputedSolution>
{
    /// <inheritdoc/>
    protected override bool KeepsSteps => true;

    /// <inheritdoc/>
    protected override SolutionGradients Backward(SolvedProblem solved, List<Tensor?> gradients)
    {
        var field = new SubnetField(solved.Problem.F);
        var stepper = new Stepper(solved.Problem.Method, field, estimates: false);
        var parameters = solved.Problem.F.Parameters;
        var (sums, times) = (new GradientSums(parameters), new double[solved.Times.Ways + 1]);
        var (adjoint, place) = (zeros_like(solved.States[0]), solved.States.Count);
        for (var way = solved.Times.Ways - 1; way >= 0; way--)
        {
            adjoint = gradients[way] is { } gradient ? adjoint + gradient : adjoint;
            foreach (var step in Enumerable.Reverse(solved.Ways[way]))
            {
                using var scope = NewDisposeScope();
                using var recording = enable_grad();
                var before = solved.States[--place].detach().requires_grad_();
                var ends = solved.Learnt is not null ? Ends(solved.Times, way) : [];
                if (solved.Learnt is not null)
                    field.RunBetween(solved.Times[way], solved.Times[way + 1], ends[0], ends[1]);
                var after = stepper.Take(step.Time, step.Size, [before]).State[0];
                var parts = autograd.grad([after], [before, .. ends, .. parameters], [adjoint], allow_unused: true);
                for (var end = 0; end < ends.Length; end++)
                    times[way + end] += parts[1 + end].ToDouble();
                sums.Add(parts.Skip(1 + ends.Length));
                adjoint.Dispose();
                adjoint = parts[0].MoveToOuterDisposeScope();
            }
        }
        return new(adjoint, times, sums.Sums);
    }

    private static Tensor[] Ends(Times times, int way) => [.. new[] { times[way], times[way + 1] }.Select(time => tensor(time, dtype: ScalarType.Float64, requires_grad: true))];
}

using HoDsl.Torch;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Ode;

/// <summary>A solution whose backward pass solves the adjoint equation backward in time: <see cref="OdeGradient.Adjoint"/>.</summary>
/// <remarks>From each time to the one before, the state begins at what the forward pass found, so that errors do not add up.</remarks>
internal sealed class AdjointSolution : Solution<AdjointSolution>
{
    /// <inheritdoc/>
    protected override bool KeepsSteps => false;

    /// <inheritdoc/>
    protected override SolutionGradients Backward(SolvedProblem solved, List<Tensor?> gradients)
    {
        var parameters = solved.Problem.F.Parameters;
        var walk = solved.Problem.Steps.Begin(solved.Problem.Method, new AdjointField(solved.Problem.F, parameters));
        var times = new double[solved.Times.Ways + 1];
        var (adjoint, sums) = (zeros_like(solved.States[0]), zeros([parameters.Sum(parameter => parameter.numel())], dtype: solved.States[0].dtype, device: solved.States[0].device));
        for (var way = solved.Times.Ways; way > 0; way--)
        {
            using var scope = NewDisposeScope();
            var gradient = gradients[way - 1];
            if (solved.Learnt is not null && gradient is not null)
                times[way] = Rate(solved, way, gradient);
            adjoint = Back(walk, solved, way, gradient is null ? adjoint : adjoint + gradient, sums).MoveToOuterDisposeScope();
        }
        if (solved.Learnt is not null)
            times[0] = -Rate(solved, 0, adjoint);
        return new(adjoint, times, [.. Parts(sums, parameters)]);
    }

    // The vector of the adjoint field, taken apart again.
    private static IEnumerable<Tensor> Parts(Tensor sums, Parameter[] parameters)
    {
        var place = 0L;
        foreach (var parameter in parameters)
        {
            yield return sums.narrow(0, place, parameter.numel()).view(parameter.shape).to(parameter.dtype);
            place += parameter.numel();
        }
    }

    // The adjoint equation is linear: with an adjoint of about 1 the tolerances mean the same, however small the loss.
    private static Tensor Back(Walk walk, SolvedProblem solved, int way, Tensor adjoint, Tensor sums)
    {
        var size = adjoint.norm().ToDouble() / Math.Sqrt(Math.Max(1, adjoint.numel()));
        if (size == 0)
            return adjoint;
        walk.Interrupt();
        Tensor[] state = [solved.States[way], adjoint / size, .. sums.numel() > 0 ? new[] { zeros_like(sums) } : []];
        var before = walk.Go(state, solved.Times[way], solved.Times[way - 1]);
        if (before.Length > 2)
            sums.add_(before[2], alpha: size);
        return before[1] * size;
    }

    // What the loss gains where a time alone moves on.
    private static double Rate(SolvedProblem solved, int place, Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var state = solved.States[place];
        var slope = solved.Problem.F.Slope(state, () => full(Array.Empty<long>(), solved.Times[place], dtype: ScalarType.Float64, device: state.device));
        // Cast without a graph: the adjoint field needs the weights in one.
        TorchExtras.Current.ForgetCastWeights();
        return (slope * gradient).sum().ToDouble();
    }
}

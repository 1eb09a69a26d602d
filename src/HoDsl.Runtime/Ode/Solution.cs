using HoDsl.Runtime.Gradients;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Ode;

/// <summary>A solution with a backward pass of its own: what the kinds have in common.</summary>
/// <remarks>
/// Its inputs are the problem, the times, the initial state, the times as a tensor where they are learnt, and the parameters of the right side; its outputs
/// the states at all times but the first.
/// </remarks>
internal abstract class Solution<TSelf> : autograd.MultiTensorFunction<TSelf>
    where TSelf : Solution<TSelf>, new()
{
    private const string SolvedKey = "solved";

    /// <inheritdoc/>
    public override string Name => typeof(TSelf).Name;

    /// <summary>Solves a problem.</summary>
    public static List<Tensor> Of(Problem problem, Tensor initial, Times times, Tensor? learnt) => apply([problem, times, initial, learnt, .. problem.F.Parameters]);

    /// <summary>Whether the backward pass needs the state before each step, or only those at the times.</summary>
    protected abstract bool KeepsSteps { get; }

    /// <inheritdoc/>
    public override List<Tensor> forward(autograd.AutogradContext ctx, params object?[] vars)
    {
        var (problem, times, initial, learnt) = ((Problem)vars[0]!, (Times)vars[1]!, (Tensor)vars[2]!, (Tensor?)vars[3]);
        List<List<TakenStep>> ways = [];
        var arithmetic = new Arithmetic(initial.device);
        var states = arithmetic.Compute(() => problem.Solve(initial, times, kept: KeepsSteps ? ways : null));
        ctx.TakeAsGiven();
        // The graph keeps the states, so that it knows whether they were changed since.
        ctx.save_for_backward(KeepsSteps ? [.. ways.SelectMany(steps => steps).Select(step => step.State[0])] : [initial, .. states]);
        ctx.save_data(SolvedKey, new SolvedProblem(problem, times, learnt is null ? null : (learnt.dtype, learnt.device), arithmetic, ways.ConvertAll(steps => steps.ConvertAll(step => step with { State = [] })), States: []));
        return states;
    }

    /// <inheritdoc/>
    public override List<Tensor?> backward(autograd.AutogradContext ctx, List<Tensor?> grad_outputs)
    {
        if (is_grad_enabled())
            throw new UserException("Second derivatives go through the steps of a differential equation only: solve it with OdeGradient.ThroughSteps.");
        var solved = (SolvedProblem)ctx.get_data(SolvedKey)! with { States = ctx.get_saved_variables() };
        using var kept = new KeptBuffers(solved.Problem.F.Subnet);
        var result = solved.Arithmetic.Compute(() => Backward(solved, grad_outputs.OrNull()));
        return [null, null, result.Initial, solved.Learnt is var (type, device) ? tensor(result.Times, dtype: ScalarType.Float64).to(type, device) : null, .. result.Parameters];
    }

    /// <summary>Computes the gradients of the inputs from those of the outputs, null for outputs that play no part.</summary>
    protected abstract SolutionGradients Backward(SolvedProblem solved, List<Tensor?> gradients);
}

/// <summary>What a forward pass leaves to the backward pass.</summary>
/// <param name="Problem">The problem.</param>
/// <param name="Times">The times.</param>
/// <param name="Learnt">The type and device of the times as a tensor, where gradients are to reach it.</param>
/// <param name="Arithmetic">In which numbers it was solved.</param>
/// <param name="Ways">The steps from each time to the next, without their states; none where they were not kept.</param>
/// <param name="States">The states before these steps; those at the times where steps were not kept.</param>
internal sealed record SolvedProblem(Problem Problem, Times Times, (ScalarType Type, Device Device)? Learnt, Arithmetic Arithmetic, List<List<TakenStep>> Ways, List<Tensor> States);

/// <summary>Gradients of a solution's inputs.</summary>
/// <param name="Initial">Of the initial state.</param>
/// <param name="Times">Of the times.</param>
/// <param name="Parameters">Of the parameters; null for one that plays no part.</param>
internal sealed record SolutionGradients(Tensor Initial, double[] Times, IReadOnlyList<Tensor?> Parameters);

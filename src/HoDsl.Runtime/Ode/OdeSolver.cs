using HoDsl.Runtime.Blocks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Ode;

/// <summary>Solves y' = f(y), or y' = f(y, t), by a Runge-Kutta method.</summary>
/// <remarks>
/// The state y is a tensor of any shape and floating-point type; a batch is one system, with one step for all of it. The times asked for are met
/// exactly, by a step that ends there. Without gradients a step holds the fewest maps that the tableau allows.
/// </remarks>
/// <param name="method">The method: <c>RK4.Method</c>, or <see cref="RungeKuttaMethod.Of{TScheme}"/>.</param>
/// <param name="steps">How time is divided into steps.</param>
/// <param name="gradient">How gradients go back.</param>
public sealed class OdeSolver(RungeKuttaMethod method, OdeSteps steps, OdeGradient gradient = OdeGradient.ThroughSteps)
{
    /// <summary>What the last solution took.</summary>
    public OdeStatistics Statistics { get; private set; }

    /// <summary>Solves y' = f(y) for many times.</summary>
    /// <param name="f">The right side; it keeps the shape of its input.</param>
    /// <param name="initial">The state at the first time.</param>
    /// <param name="times">Two times or more, in one dimension, rising or falling. They may have a gradient.</param>
    /// <returns>The states at all times, the first one among them: of shape (times, shape of the state).</returns>
    /// <exception cref="UserException">The times are not in order, f does not keep the shape, or the tolerances cannot be kept.</exception>
    public Tensor Solve(Module<Tensor, Tensor> f, Tensor initial, Tensor times) => Stacked(new(f), initial, times);

    /// <summary>Solves y' = f(y, t) for many times. The subnet takes the state and the time, a scalar of the state's type.</summary>
    /// <inheritdoc cref="Solve(Module{Tensor, Tensor}, Tensor, Tensor)"/>
    public Tensor Solve(Module<Tensor, Tensor, Tensor> f, Tensor initial, Tensor times) => Stacked(new(f), initial, times);

    /// <summary>The state at one time, of the shape of the initial state.</summary>
    internal Tensor At(RightSide f, Tensor initial, double from, double to)
    {
        using var scope = NewDisposeScope();
        return States(f, initial, new Times(from, to), learnt: null)[^1].MoveToOuterDisposeScope();
    }

    private Tensor Stacked(RightSide f, Tensor initial, Tensor times)
    {
        using var scope = NewDisposeScope();
        return stack([initial, .. States(f, initial, Times.Of(times), times.requires_grad ? times : null)]).MoveToOuterDisposeScope();
    }

    // The times are learnt where there is a tensor of them.
    private List<Tensor> States(RightSide f, Tensor initial, Times times, Tensor? learnt)
    {
        var problem = new Problem(f, method, steps, statistics => Statistics = statistics);
        var records = is_grad_enabled() && (initial.requires_grad || learnt is not null || f.Parameters.Length > 0);
        return (records ? gradient : OdeGradient.ThroughSteps) switch
        {
            OdeGradient.Recomputed => RecomputedSolution.Of(problem, initial, times, learnt),
            OdeGradient.Adjoint => AdjointSolution.Of(problem, initial, times, learnt),
            _ => problem.Solve(initial, times, records ? learnt : null),
        };
    }
}

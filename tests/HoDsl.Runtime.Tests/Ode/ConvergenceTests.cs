using HoDsl.Runtime.Ode;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Tests.Ode;

/// <summary>Every method converges at the order that the compiler proved.</summary>
/// <remarks>
/// The problem is a spiral whose speed depends on time, phi' = 1 + cos(t)/4, while its radius grows logistically, r' = r (1 - r/40) from 1: a nonlinear
/// system with a known solution, in which the nodes take part too.
/// </remarks>
public class ConvergenceTests
{
    private const double End = 3;
    private const double Widest = 40;

    // Below this, rounding hides the error of the method.
    private const double SmallestError = 1e-12;

    public static TheoryData<string> Schemes => [.. Solving.Methods.Select(method => method.Name)];

    [Theory, MemberData(nameof(Schemes))]
    public void The_error_falls_at_the_proved_order(string name)
    {
        var steps = 2;
        var (coarse, fine) = (Error(name, steps), Error(name, 2 * steps));
        for (var next = Error(name, 4 * steps); next > SmallestError && steps < 512; next = Error(name, 4 * steps))
            (steps, coarse, fine) = (2 * steps, fine, next);
        var order = Solving.Method(name).Order;
        Assert.InRange(Math.Log2(coarse / fine), order - 0.1, order + 0.1);
    }

    private static double Error(string scheme, int steps)
    {
        using var scope = NewDisposeScope();
        var solution = new OdeSolver(Solving.Method(scheme), OdeSteps.Equal(steps)).Solve(new Field(Spiral), tensor(new[] { 1.0, 0 }), tensor(new[] { 0, End }))[-1].Numbers();
        var (radius, angle) = (Widest / (1 + ((Widest - 1) * Math.Exp(-End))), End + (Math.Sin(End) / 4));
        return double.Hypot(solution[0] - (radius * Math.Cos(angle)), solution[1] - (radius * Math.Sin(angle)));
    }

    private static double[] Spiral(double[] state, double time)
    {
        var (growth, speed) = (1 - (double.Hypot(state[0], state[1]) / Widest), 1 + (Math.Cos(time) / 4));
        return [(growth * state[0]) - (speed * state[1]), (growth * state[1]) + (speed * state[0])];
    }
}

using HoDsl.Runtime.Ode;
using HoDsl.Schemes;
using static TorchSharp.torch;

namespace Spiral;

/// <summary>Points on the spiral, measured at equal times with some noise.</summary>
/// <param name="Times">The times.</param>
/// <param name="Values">The points, of shape (times, 2).</param>
internal sealed record Points(double[] Times, Tensor Values)
{
    private const int Count = 301;
    private const double End = 9;
    private const double Noise = 0.02;

    /// <summary>The time from one point to the next.</summary>
    public double Interval => End / (Count - 1);

    /// <summary>Solves the law behind the points, and adds noise.</summary>
    public static Points Measure(long seed)
    {
        using var scope = NewDisposeScope();
        manual_seed(seed);
        double[] times = [.. Enumerable.Range(0, Count).Select(i => i * End / (Count - 1))];
        var solver = new OdeSolver(Verner89.Method, OdeSteps.Adaptive(relative: 1e-6, absolute: 1e-6));
        var exact = solver.Solve(new TrueLaw(), tensor(new[] { 1.8f, 0f }), tensor(times));
        return new(times, (exact + (Noise * randn_like(exact))).DetachFromDisposeScope());
    }

    /// <summary>Pieces of the spiral that begin at random places: of shape (length, pieces, 2).</summary>
    public Tensor Pieces(int pieces, int length, Random random) =>
        stack(Enumerable.Range(0, pieces).Select(_ => Values.narrow(0, random.Next(Count - length + 1), length)), 1);
}

using HoDsl.Runtime.Ode;
using HoDsl.Schemes;
using TorchSharp;
using static TorchSharp.torch;

namespace Spiral;

/// <summary>Fits a law to points: solutions that begin at a point shall meet those that follow.</summary>
internal sealed class Fit : IDisposable
{
    private const int Pieces = 32;
    private const int Length = 30;

    private readonly Points _points;
    private readonly Random _random;
    private readonly LearntLaw _law;
    private readonly optim.Optimizer _optimizer;
    private readonly optim.lr_scheduler.LRScheduler _rate;

    // The points are close: one step leads from each to the next.
    private readonly OdeSolver _solver = new(RK4.Method, OdeSteps.Equal(1), OdeGradient.ThroughSteps);

    /// <summary>Begins with a law of random weights.</summary>
    public Fit(Points points, int iterations, int seed)
    {
        manual_seed(seed);
        (_points, _random, _law) = (points, new(seed), new());
        _optimizer = optim.AdamW(_law.parameters(), lr: 0.01, weight_decay: 0);
        _rate = optim.lr_scheduler.CosineAnnealingLR(_optimizer, iterations);
    }

    /// <summary>Learns from one batch of pieces.</summary>
    /// <returns>The mean distance of their solutions from the points, before.</returns>
    public double Improve()
    {
        using var scope = NewDisposeScope();
        var pieces = _points.Pieces(Pieces, Length, _random);
        _optimizer.zero_grad();
        var solutions = _solver.Solve(_law, pieces[0], tensor(_points.Times[..Length]));
        var distance = (solutions - pieces).square().sum(-1).add(1e-12).sqrt().mean();
        distance.backward();
        _optimizer.step();
        _rate.step();
        return distance.ToDouble();
    }

    /// <summary>The solution of what was learnt from a place on, at many times.</summary>
    public (double X, double Y)[] Solve(double x, double y, double[] times) => Solve(_law, x, y, times);

    /// <summary>The slope at a place.</summary>
    public (double X, double Y) Slope(double x, double y)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var slope = _law.call(tensor(new[] { (float)x, (float)y })).data<float>().ToArray();
        return (slope[0], slope[1]);
    }

    public void Dispose()
    {
        _optimizer.Dispose();
        _law.Dispose();
    }

    private static (double X, double Y)[] Solve(LearntLaw law, double x, double y, double[] times)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var solver = new OdeSolver(DormandPrince.Method, OdeSteps.Adaptive(relative: 1e-5, absolute: 1e-5));
        var states = solver.Solve(law, tensor(new[] { (float)x, (float)y }), tensor(times)).data<float>().ToArray();
        return [.. states.Chunk(2).Select(state => ((double)state[0], (double)state[1]))];
    }
}

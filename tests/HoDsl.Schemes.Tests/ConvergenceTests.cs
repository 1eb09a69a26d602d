using HoDsl.Runtime.Blocks;
using HoDsl.Schemes.Tests.Variants;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Schemes.Tests;

/// <summary>A block used as an integrator converges at the order that the compiler proved.</summary>
/// <remarks>
/// The problem is a spiral that turns at speed 1 while its radius grows logistically, r' = r (1 - r/40) from 1, in float64. It is a nonlinear
/// system: a single equation would not need all the conditions of an order.
/// </remarks>
public class ConvergenceTests
{
    private const double End = 3;
    private const double Widest = 40;

    // Below this, rounding hides the error of the method.
    private const double SmallestError = 1e-12;

    // Directives that make the block another map than one step of its tableau, by design.
    private static readonly string[] OtherMaps = [nameof(ConstantStep), nameof(AfterRelu), nameof(AfterReluLearnable), nameof(ReluEuler)];

    // Histories begin with the solution of now, not with exact starting values: the first steps spoil any order above 2.
    private static readonly string[] Multistep = [nameof(AdamsBashforth3), nameof(AdamsBashforth2Learnable)];

    private static readonly string[] GivesEmbedded = [nameof(OutputEmbedded), nameof(Verner89Full)];

    public static TheoryData<string> Schemes =>
        [.. AllSchemes.All.Where(scheme => scheme.Order > 0).Select(scheme => scheme.Name).Except(OtherMaps).Except(Multistep)];

    [Theory, MemberData(nameof(Schemes))]
    public void The_error_falls_at_the_proved_order(string name)
    {
        var scheme = AllSchemes.Find(name);
        var order = GivesEmbedded.Contains(name) ? scheme.EmbeddedOrder!.Value : scheme.Order!.Value;
        Assert.InRange(Slope(steps => scheme.Open(new Integration(steps))), order - 0.1, order + 0.1);
    }

    [Fact]
    public void Both_results_of_a_pair_converge_at_their_own_orders()
    {
        Assert.InRange(Slope(steps => PairError(steps, pair => pair.y)), OutputBoth.Order!.Value - 0.1, OutputBoth.Order.Value + 0.1);
        Assert.InRange(Slope(steps => PairError(steps, pair => pair.embedded)), OutputBoth.EmbeddedOrder!.Value - 0.1, OutputBoth.EmbeddedOrder.Value + 0.1);
    }

    // The slope between the two finest numbers of steps that rounding does not spoil.
    private static double Slope(Func<int, double> error)
    {
        var steps = 2;
        var (coarse, fine) = (error(steps), error(2 * steps));
        for (var next = error(4 * steps); next > SmallestError && steps < 512; next = error(4 * steps))
            (steps, coarse, fine) = (2 * steps, fine, next);
        return Math.Log2(coarse / fine);
    }

    private static double PairError(int steps, Func<(Tensor y, Tensor embedded), Tensor> choose)
    {
        using var block = OutputBoth.Create(_ => new Spiral(End / steps));
        return Error(steps, y => choose(block.call(y)));
    }

    private static double Error(int steps, Func<Tensor, Tensor> step)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var y = Map(1, 0);
        for (var i = 0; i < steps; i++)
            y = step(y);
        var radius = Widest / (1 + ((Widest - 1) * Math.Exp(-End)));
        return double.Hypot(y[0, 0, 0, 0].item<double>() - (radius * Math.Cos(End)), y[0, 1, 0, 0].item<double>() - (radius * Math.Sin(End)));
    }

    /// <summary>A point of the plane as a map of two channels and one pixel.</summary>
    private static Tensor Map(double x, double y) => tensor(new[] { x, y }).view(1, 2, 1, 1);

    /// <summary>h f(y), for the block's own step of 1.</summary>
    private sealed class Spiral(double h) : Module<Tensor, Tensor>(nameof(Spiral))
    {
        public override Tensor forward(Tensor input)
        {
            var (x, y) = (input[0, 0, 0, 0].item<double>(), input[0, 1, 0, 0].item<double>());
            var growth = 1 - (double.Hypot(x, y) / Widest);
            return Map(h * ((growth * x) - y), h * ((growth * y) + x));
        }
    }

    private sealed class Integration(int steps) : ISchemeUser<double>
    {
        public double Use<TScheme>() where TScheme : struct, IBodyScheme
        {
            using var body = TScheme.CreateBody(_ => new Spiral(End / steps), new MapShape(2, 1, 1), steps);
            body.to(ScalarType.Float64);
            // The order is that of the step 1, wherever a learnt step begins.
            foreach (var (_, step) in body.named_parameters().Where(parameter => parameter.name.EndsWith("step", StringComparison.Ordinal)))
                init.ones_(step);
            return Error(1, body.call);
        }
    }
}

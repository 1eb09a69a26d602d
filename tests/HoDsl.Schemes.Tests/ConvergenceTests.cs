using HoDsl.Runtime.Blocks;
using HoDsl.Schemes.Tests.Variants;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Schemes.Tests;

/// <summary>A block used as an integrator converges at the order that the compiler proved.</summary>
/// <remarks>The problem is y' = y cos t, t' = 1 from (1, 0), whose solution is (exp(sin t), t); float64.</remarks>
public class ConvergenceTests
{
    private const double End = 1;

    // Below this, rounding hides the error of the method.
    private const double SmallestError = 1e-12;

    // Directives that make the block another map than one step of its tableau, by design.
    private static readonly string[] OtherMaps = [nameof(ConstantStep), nameof(AfterRelu), nameof(LearnableStep), nameof(StepPerChannel), nameof(StepScalesOutput)];

    // Histories begin with the solution of now, not with exact starting values: the first steps spoil any order above 2.
    private static readonly string[] Multistep = [nameof(AdamsBashforth3), nameof(AdamsBashforth2Learnable)];

    public static TheoryData<string> Schemes =>
        [.. AllSchemes.All.Where(scheme => scheme.Order > 0).Select(scheme => scheme.Name).Except(OtherMaps).Except(Multistep)];

    [Theory, MemberData(nameof(Schemes))]
    public void The_error_falls_at_the_proved_order(string name)
    {
        var scheme = AllSchemes.Find(name);
        var order = name == nameof(OutputEmbedded) ? scheme.EmbeddedOrder!.Value : scheme.Order!.Value;
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
        var block = OutputBoth.Create(_ => new Growth(End / steps));
        return Error(steps, y => choose(block.call(y)));
    }

    private static double Error(int steps, Func<Tensor, Tensor> step)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var y = tensor(new[] { 1.0, 0.0 });
        for (var i = 0; i < steps; i++)
            y = step(y);
        return Math.Abs(y[0].item<double>() - Math.Exp(Math.Sin(End)));
    }

    /// <summary>h f(y), for the block's own step of 1.</summary>
    private sealed class Growth(double h) : Module<Tensor, Tensor>(nameof(Growth))
    {
        public override Tensor forward(Tensor input)
        {
            var (y, t) = (input[0].item<double>(), input[1].item<double>());
            return tensor(new[] { h * y * Math.Cos(t), h });
        }
    }

    private sealed class Integration(int steps) : ISchemeUser<double>
    {
        public double Use<TScheme>() where TScheme : struct, IBodyScheme
        {
            var body = TScheme.CreateBody(_ => new Growth(End / steps), new MapShape(2, 1, 1), steps);
            return Error(1, body.call);
        }
    }
}

using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Ode;
using HoDsl.Schemes;
using HoDsl.Tests;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Tests.Ode;

public sealed class SolutionTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    public static TheoryData<string> Pairs => [.. Solving.Methods.Where(method => method.ErrorOrder is not null).Select(method => method.Name)];

    /// <summary>Equations with known solutions, at many times: the error stays within 100 times the tolerance, which is that of a step.</summary>
    [Theory, MemberData(nameof(Pairs))]
    public void Solutions_are_within_the_tolerance_asked_for(string scheme)
    {
        foreach (var tolerance in new[] { 1e-3, 1e-6, 1e-8 }.Where(tolerance => tolerance > 1e-7 || Solving.Method(scheme).ErrorOrder > 3))
        {
            // Decay; the harmonic oscillator; the sine as an integral; a linear system whose matrix turns and shrinks, so that its exponential is known.
            AssertSolution(scheme, tolerance, [2], (y, _) => [-y[0]], t => [2 * Math.Exp(-t)]);
            AssertSolution(scheme, tolerance, [1, 0], (y, _) => [y[1], -y[0]], t => [Math.Cos(t), -Math.Sin(t)]);
            AssertSolution(scheme, tolerance, [0], (_, t) => [Math.Cos(t)], t => [Math.Sin(t)]);
            AssertSolution(scheme, tolerance, [1, 2], (y, _) => [(-0.3 * y[0]) - (2 * y[1]), (2 * y[0]) - (0.3 * y[1])], t => Turned(1, 2, 2 * t, Math.Exp(-0.3 * t)));
        }
    }

    [Fact]
    public void Backward_in_time_a_solution_returns_to_where_it_began()
    {
        var (f, times) = (new VanDerPol(1), linspaced(0, 3, 7));
        var solver = new OdeSolver(DormandPrince.Method, OdeSteps.Adaptive(1e-9, 1e-9));
        var forth = solver.Solve(f, tensor(new[] { 1.0, 0.5 }), tensor(times));
        var back = solver.Solve(f, forth[-1], tensor(times.Reverse().ToArray()));
        Assert.True(back.flip(0).allclose(forth, rtol: 0, atol: 1e-6));
    }

    [Fact]
    public void Times_in_between_change_nothing_but_the_steps_that_meet_them()
    {
        var solver = new OdeSolver(DormandPrince.Method, OdeSteps.Adaptive(1e-8, 1e-8));
        var (f, initial) = (new VanDerPol(1), tensor(new[] { 1.0, 0.5 }));
        var direct = solver.Solve(f, initial, tensor(new[] { 0.0, 3 }))[-1];
        var steps = solver.Statistics.Steps;
        var met = solver.Solve(f, initial, tensor(linspaced(0, 3, 13)))[-1];
        Assert.True(met.allclose(direct, rtol: 0, atol: 1e-6));
        Assert.InRange(solver.Statistics.Steps, steps, steps + 12);
    }

    /// <summary>First same as last: beside the two evaluations that choose the first step, a step costs one less than it has stages.</summary>
    [Theory]
    [InlineData(nameof(DormandPrince), 6)]
    [InlineData(nameof(BogackiShampine), 3)]
    [InlineData(nameof(Tsitouras), 6)]
    public void A_step_that_ends_where_the_next_begins_saves_an_evaluation(string scheme, int evaluations)
    {
        var solver = new OdeSolver(Solving.Method(scheme), OdeSteps.Adaptive(1e-5, 1e-5));
        solver.Solve(new VanDerPol(3), tensor(new[] { 2.0, 0 }), tensor(new[] { 0.0, 2, 5 }));
        var took = solver.Statistics;
        Assert.True(took.Rejected > 0);
        Assert.Equal(2 + (evaluations * (took.Steps + took.Rejected)), took.Evaluations);
    }

    [Theory]
    [InlineData(nameof(RK4), 4)]
    [InlineData(nameof(DormandPrince), 6)]
    [InlineData(nameof(Verner89), 14)]
    [InlineData(nameof(Verner89Full), 15)]
    public void Equal_steps_evaluate_the_stages_that_the_result_needs(string scheme, int evaluations)
    {
        var solver = new OdeSolver(Solving.Method(scheme), OdeSteps.Equal(5));
        solver.Solve(new VanDerPol(3), tensor(new[] { 2.0, 0 }), tensor(new[] { 0.0, 2, 5 }));
        Assert.Equal(new OdeStatistics(10 * evaluations, 10, 0), solver.Statistics);
    }

    [Fact]
    public void Single_precision_is_kept()
    {
        var solution = new OdeSolver(RK4.Method, OdeSteps.NoLongerThan(0.1)).Solve(new Field((y, _) => [-y[0]]), ones(1), tensor(new[] { 0f, 1f }));
        Assert.Equal(ScalarType.Float32, solution.dtype);
        Assert.Equal(Math.Exp(-1), solution[-1].Numbers()[0], 1e-6);
        Assert.Equal(Math.Exp(-1), new OdeSolver(Tsitouras.Method, OdeSteps.Adaptive(1e-5, 1e-6)).Solve(new Field((y, _) => [-y[0]]), ones(1), tensor(new[] { 0f, 1f }))[-1].Numbers()[0], 1e-5);
    }

    [Fact]
    public void A_subnet_may_hand_on_its_input() =>
        Assert.Equal(Math.E, new OdeSolver(RK4.Method, OdeSteps.Equal(50)).Solve(new Handing(), ones(1, dtype: ScalarType.Float64), tensor(new[] { 0.0, 1 }))[-1].Numbers()[0], 1e-7);

    [Fact]
    public void What_cannot_be_solved_is_told_in_a_sentence()
    {
        var explosion = new Field((y, _) => [y[0] * y[0]]);
        var (one, times) = (ones(1, dtype: ScalarType.Float64), tensor(new[] { 0.0, 2 }));
        var adaptive = OdeSteps.Adaptive(1e-6, 1e-6);
        Assert.StartsWith("The differential equation cannot be solved past time 1: steps of ", Refusal(() => new OdeSolver(DormandPrince.Method, adaptive).Solve(explosion, one, times)));
        Assert.StartsWith("The differential equation cannot be solved past time 0: ", Refusal(() => new OdeSolver(DormandPrince.Method, adaptive).Solve(new Field((_, _) => [double.NaN]), one, times)));
        Assert.StartsWith(
            "The differential equation needs more than 20 steps: it stands at time ",
            Refusal(() => new OdeSolver(DormandPrince.Method, new AdaptiveSteps(1e-9, 1e-9) { MostSteps = 20 }).Solve(new VanDerPol(5), tensor(new[] { 2.0, 0 }), tensor(new[] { 0.0, 20 }))));
        Assert.StartsWith("'RK4' has no embedded weights", Refusal(() => new OdeSolver(RK4.Method, adaptive).Solve(explosion, one, times)));
        Assert.Equal(
            "The times of a solution are two or more numbers in one dimension, each later than the one before, or each earlier; these are (0, 1, 1).",
            Refusal(() => new OdeSolver(RK4.Method, OdeSteps.Equal(1)).Solve(explosion, one, tensor(new[] { 0.0, 1, 1 }))));
        Assert.EndsWith("these are (0, NaN, 1).", Refusal(() => new OdeSolver(RK4.Method, OdeSteps.Equal(1)).Solve(explosion, one, tensor(new[] { 0, double.NaN, 1 }))));
        Assert.EndsWith("these are of shape ().", Refusal(() => new OdeSolver(RK4.Method, OdeSteps.Equal(1)).Solve(explosion, one, tensor(1.0))));
        Assert.Equal(
            "The subnet of a Neural ODE gives the slope of its input, but Linear makes a tensor of shape (3, 5) out of one of shape (3, 4): it must keep the shape.",
            Refusal(() => new OdeSolver(RK4.Method, OdeSteps.Equal(1)).Solve(Linear(4, 5).InScope(), ones(3, 4), times)));
    }

    [Fact]
    public void A_scheme_that_is_no_method_is_refused_by_name()
    {
        Assert.Null(SchemeCatalog.Find(nameof(RevNet))!.Method);
        Assert.StartsWith("'RevNet' solves no differential equation: ", Refusal(() => RungeKuttaMethod.Required<RevNet>()));
        Assert.Equal(nameof(RK4), RungeKuttaMethod.Required<RK4>().Name);
    }

    [Fact]
    public void Steps_and_tolerances_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => OdeSteps.Equal(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => OdeSteps.NoLongerThan(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => OdeSteps.Adaptive(-1, 1e-6));
        Assert.Throws<ArgumentOutOfRangeException>(() => OdeSteps.Adaptive(1e-6, 0));
    }

    private static string Refusal(Action solve) => Assert.Throws<UserException>(solve).Message;

    private static void AssertSolution(string scheme, double tolerance, double[] initial, Func<double[], double, double[]> slope, Func<double, double[]> exact)
    {
        using var scope = NewDisposeScope();
        var times = linspaced(0, 2.5, 6);
        var states = new OdeSolver(Solving.Method(scheme), OdeSteps.Adaptive(tolerance, tolerance)).Solve(new Field(slope), tensor(initial), tensor(times)).Numbers();
        var expected = times.SelectMany(exact).ToArray();
        Assert.All(states.Zip(expected), pair => Assert.InRange(pair.First, pair.Second - (100 * tolerance), pair.Second + (100 * tolerance)));
    }

    private static double[] Turned(double x, double y, double angle, double size) =>
        [size * ((x * Math.Cos(angle)) - (y * Math.Sin(angle))), size * ((x * Math.Sin(angle)) + (y * Math.Cos(angle)))];

    private static double[] linspaced(double from, double to, int count) => [.. Enumerable.Range(0, count).Select(i => from + (i * (to - from) / (count - 1)))];

    private sealed class Handing() : Module<Tensor, Tensor>(nameof(Handing))
    {
        public override Tensor forward(Tensor input) => input;
    }
}

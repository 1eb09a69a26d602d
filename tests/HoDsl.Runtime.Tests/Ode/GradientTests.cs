using HoDsl.Runtime.Ode;
using HoDsl.Schemes;
using HoDsl.Tests;
using HoDsl.Torch;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Tests.Ode;

public sealed class GradientTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    /// <summary>Every number that the solution depends on, moved a little to both sides.</summary>
    [Theory]
    [InlineData(OdeGradient.ThroughSteps)]
    [InlineData(OdeGradient.Recomputed)]
    [InlineData(OdeGradient.Adjoint)]
    public void Gradients_are_the_differences_of_the_solution(OdeGradient gradient)
    {
        manual_seed(3);
        using var f = new SmallNetwork(2, 5);
        var (initial, times) = (randn(2, dtype: ScalarType.Float64).requires_grad_(), tensor(new[] { 0.2, 0.7, 1.5 }).requires_grad_());
        // Fine enough for the solution's own error to be far below what is compared.
        var solver = new OdeSolver(Verner89.Method, OdeSteps.Equal(10), gradient);
        Tensor Loss() => (solver.Solve(f, initial, times) * tensor(new[] { 1.0, 2, 3, -1, 0.5, 2 }, [3, 2])).sum();

        Loss().backward();
        foreach (var (name, tensor) in f.named_parameters().Select(pair => (pair.name, (Tensor)pair.parameter)).Append(("initial", initial)).Append(("times", times)))
            AssertDifferences(name, tensor, () => Loss().ToDouble());
    }

    [OwnBindingTheory(WithPackages.NoAutocast)]
    [InlineData(OdeGradient.Recomputed)]
    [InlineData(OdeGradient.Adjoint)]
    public void The_backward_pass_computes_in_the_precision_of_the_forward_pass(OdeGradient gradient)
    {
        Assert.True(TorchExtras.Current.SupportsAutocast(CPU));
        using var f = new Precise();
        Tensor loss;
        using (TorchExtras.Current.Autocast(CPU, ScalarType.BFloat16))
            loss = new OdeSolver(RK4.Method, OdeSteps.Equal(3), gradient).Solve(f, randn(8, 4), tensor(new[] { 0.0, 1 })).sum();
        var calls = f.Precisions.Count;
        loss.backward();
        Assert.True(f.Precisions.Count > calls);
        Assert.All(f.Precisions, precision => Assert.Equal(ScalarType.BFloat16, precision));
    }

    /// <summary>What the times gain is computed without a graph, and casts the weights: in a graph they must be cast anew.</summary>
    [OwnBindingTheory(WithPackages.NoAutocast)]
    [InlineData(OdeGradient.Recomputed)]
    [InlineData(OdeGradient.Adjoint)]
    public void Under_autocast_learnt_times_change_nothing_for_the_weights(OdeGradient gradient)
    {
        manual_seed(5);
        using var f = Linear(4, 4);
        var initial = randn(8, 4);
        Tensor Gradient(bool learnt)
        {
            f.zero_grad();
            Tensor loss;
            using (TorchExtras.Current.Autocast(CPU, ScalarType.BFloat16))
                loss = new OdeSolver(RK4.Method, OdeSteps.Equal(3), gradient).Solve(f, initial, tensor(new[] { 0.0, 0.5, 1 }, requires_grad: learnt)).square().sum();
            loss.backward();
            return f.weight.grad!.clone();
        }

        var expected = Gradient(learnt: false);
        Assert.True(expected.norm().ToDouble() > 1);
        Assert.True(expected.allclose(Gradient(learnt: true), rtol: 0.02, atol: 0.02));
    }

    /// <summary>A loss a millionth as large has gradients a millionth as large, to the same digits: tolerances are relative to the adjoint.</summary>
    [Fact]
    public void The_adjoint_equation_is_as_exact_for_a_small_loss()
    {
        manual_seed(4);
        using var f = new SmallNetwork(3, 6);
        var initial = randn(5, 3, dtype: ScalarType.Float64).requires_grad_();
        Tensor Gradient(double size)
        {
            var states = new OdeSolver(DormandPrince.Method, OdeSteps.Adaptive(1e-6, 1e-6), OdeGradient.Adjoint).Solve(f, initial, tensor(new[] { 0.0, 2 }));
            return autograd.grad([states[-1].square().sum() * size], [initial])[0] / size;
        }

        Assert.True(Gradient(1e-9).allclose(Gradient(1), rtol: 1e-9, atol: 0));
    }

    [Theory]
    [InlineData(OdeGradient.ThroughSteps)]
    [InlineData(OdeGradient.Recomputed)]
    [InlineData(OdeGradient.Adjoint)]
    public void A_subnet_without_parameters_and_a_frozen_one_let_the_gradient_through(OdeGradient gradient)
    {
        var solver = new OdeSolver(RK4.Method, OdeSteps.Equal(40), gradient);
        var initial = ones(1, dtype: ScalarType.Float64).requires_grad_();
        solver.Solve(new Doubling(), initial, tensor(new[] { 0.0, 1 }))[-1].sum().backward();
        Assert.Equal(Math.Exp(2), initial.grad!.ToDouble(), 1e-4);

        var frozen = new VanDerPol(1);
        foreach (var parameter in frozen.parameters())
            parameter.requires_grad = false;
        var state = tensor(new[] { 1.0, 0 }).requires_grad_();
        solver.Solve(frozen, state, tensor(new[] { 0.0, 1 })).sum().backward();
        Assert.NotNull(state.grad);
        Assert.All(frozen.parameters(), parameter => Assert.Null(parameter.grad));
    }

    /// <summary>In training, batch norm divides by what it sees in each evaluation, and remembers it once for each of the forward pass.</summary>
    [Theory]
    [InlineData(OdeGradient.Recomputed)]
    [InlineData(OdeGradient.Adjoint)]
    public void The_backward_pass_moves_no_statistics(OdeGradient gradient)
    {
        manual_seed(5);
        using var f = Sequential(BatchNorm2d(3), Conv2d(3, 3, kernel_size: 3, padding: 1));
        f.to(ScalarType.Float64);
        var maps = randn([4, 3, 5, 5], dtype: ScalarType.Float64).requires_grad_();
        var solver = new OdeSolver(RK4.Method, OdeSteps.Equal(3), gradient);
        var loss = solver.Solve(f, maps, tensor(new[] { 0.0, 0.5 })).square().sum();
        var statistics = f.buffers().Select(buffer => buffer.clone()).ToList();
        loss.backward();
        Assert.All(f.buffers().Zip(statistics), pair => Assert.True(pair.First.allclose(pair.Second, rtol: 0, atol: 0)));

        var expected = new OdeSolver(RK4.Method, OdeSteps.Equal(3)).Solve(f, maps, tensor(new[] { 0.0, 0.5 })).square().sum();
        Assert.True(autograd.grad([expected], [maps])[0].allclose(maps.grad!, rtol: 1e-9, atol: gradient == OdeGradient.Adjoint ? 1e-2 : 1e-9));
    }

    [OwnBindingFact(WithPackages.NoErrors)]
    public void Second_derivatives_go_through_the_steps_and_are_refused_elsewhere()
    {
        var initial = ones(1, dtype: ScalarType.Float64).requires_grad_();
        Tensor Slope(OdeGradient gradient)
        {
            var end = new OdeSolver(RK4.Method, OdeSteps.Equal(40), gradient).Solve(new Doubling(), initial, tensor(new[] { 0.0, 1 }))[-1];
            return autograd.grad([end.square().sum()], [initial], create_graph: true)[0];
        }

        Assert.Equal(2 * Math.Exp(4), autograd.grad([Slope(OdeGradient.ThroughSteps)], [initial])[0].ToDouble(), 1e-3);
        Assert.StartsWith("Second derivatives go through the steps", Assert.Throws<UserException>(() => Slope(OdeGradient.Adjoint)).Message);
        Assert.StartsWith("Second derivatives go through the steps", Assert.Throws<UserException>(() => Slope(OdeGradient.Recomputed)).Message);
    }

    [OwnBindingFact(WithPackages.NoErrors)]
    public void What_the_adjoint_equation_cannot_do_is_told_by_the_backward_pass()
    {
        var initial = tensor(new[] { 2.0, 0 }).requires_grad_();
        var steps = new AdaptiveSteps(1e-7, 1e-7) { MostSteps = 130 };
        var states = new OdeSolver(DormandPrince.Method, steps, OdeGradient.Adjoint).Solve(new VanDerPol(8), initial, tensor(new[] { 0.0, 1 }));
        // Backward in time the fast part of the equation grows.
        Assert.StartsWith("The differential equation needs more than 130 steps", Assert.Throws<UserException>(() => (states * 1).sum().backward()).Message);
    }

    private static void AssertDifferences(string name, Tensor tensor, Func<double> loss)
    {
        const double Step = 1e-5;
        using var constant = no_grad();
        var gradient = tensor.grad!.Numbers();
        var flat = tensor.view(-1);
        for (var i = 0; i < gradient.Length; i++)
        {
            var value = flat[i].item<double>();
            double At(double moved)
            {
                flat[i] = full(Array.Empty<long>(), moved, dtype: ScalarType.Float64);
                return loss();
            }

            var difference = (At(value + Step) - At(value - Step)) / (2 * Step);
            At(value);
            Assert.True(Math.Abs(difference - gradient[i]) < 1e-7 * Math.Max(1, Math.Abs(difference)), $"{name}[{i}]: {gradient[i]}, but the loss changes by {difference}");
        }
    }

    private sealed class Doubling() : Module<Tensor, Tensor>(nameof(Doubling))
    {
        public override Tensor forward(Tensor input) => input * 2;
    }

    // Remembers in which precision it was called.
    private sealed class Precise : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> _linear = Linear(4, 4);

        public Precise() : base(nameof(Precise)) => register_module("linear", _linear);

        public List<ScalarType> Precisions { get; } = [];

        public override Tensor forward(Tensor input)
        {
            var output = _linear.call(input);
            Precisions.Add(output.dtype);
            return output;
        }
    }
}

using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Ode;
using HoDsl.Schemes;
using HoDsl.Tests;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Tests.Ode;

/// <summary>What a solution holds.</summary>
public class MemoryTests
{
    private const long MapBytes = 2 * 4 * 32 * 32 * sizeof(float);

    /// <summary>Those of a minimum cut, which the compiler plans for blocks; the map of the solution's caller counts once more.</summary>
    [OwnBindingFact(WithPackages.NoBytes)]
    public void Without_gradients_a_step_holds_the_fewest_maps()
    {
        Assert.Equal(Euler.LiveMapsRetained, MapsBeside<Euler>());
        Assert.Equal(Midpoint.LiveMapsRetained, MapsBeside<Midpoint>());
        Assert.Equal(Kutta3.LiveMapsRetained, MapsBeside<Kutta3>());
        Assert.Equal(RK4.LiveMapsRetained, MapsBeside<RK4>());
        Assert.Equal(RK438.LiveMapsRetained, MapsBeside<RK438>());
        Assert.Equal(KuttaNystrom5.LiveMapsRetained, MapsBeside<KuttaNystrom5>());
        Assert.Equal(Huta6.LiveMapsRetained, MapsBeside<Huta6>());
        Assert.Equal(DormandPrince.LiveMapsRetained, MapsBeside<DormandPrince>());
        Assert.Equal(Verner89.LiveMapsRetained, MapsBeside<Verner89>());
        Assert.Equal(Verner89Full.LiveMapsRetained, MapsBeside<Verner89Full>());
    }

    /// <summary>Through the steps, what is held grows by the activations of each; recomputed, by the state alone; with the adjoint equation not at all.</summary>
    [OwnBindingFact(WithPackages.NoBytes)]
    public void What_waits_for_the_backward_pass_is_what_the_gradient_needs()
    {
        int Held(OdeGradient gradient, int steps)
        {
            using var scope = NewDisposeScope();
            var (y, f) = (randn(2, 4, 32, 32).requires_grad_(), new Squaring());
            var before = HeldMemory.Settled();
            var states = new OdeSolver(RK4.Method, OdeSteps.Equal(steps), gradient).Solve(f, y, tensor(new[] { 0.0, 1 }));
            Assert.True(states.requires_grad);
            return Maps(before);
        }

        int PerStep(OdeGradient gradient) => Held(gradient, 9) - Held(gradient, 8);
        Assert.Equal(0, PerStep(OdeGradient.Adjoint));
        Assert.Equal(1, PerStep(OdeGradient.Recomputed));
        // Each of the four stages saves what it read.
        Assert.Equal(4, PerStep(OdeGradient.ThroughSteps));
    }

    [OwnBindingTheory(WithPackages.NoBytes)]
    [InlineData(OdeGradient.ThroughSteps)]
    [InlineData(OdeGradient.Recomputed)]
    [InlineData(OdeGradient.Adjoint)]
    public void A_training_step_leaves_nothing_behind(OdeGradient gradient)
    {
        using var f = new SmallNetwork(2, 8);
        var solver = new OdeSolver(DormandPrince.Method, OdeSteps.Adaptive(1e-4, 1e-4), gradient);
        void Train()
        {
            using var scope = NewDisposeScope();
            f.zero_grad();
            solver.Solve(f, tensor(new[] { 2.0, 0 }).requires_grad_(), tensor(new[] { 0.0, 0.5, 1 }).requires_grad_()).square().sum().backward();
            foreach (var parameter in f.parameters())
                Assert.NotNull(parameter.grad);
            f.zero_grad();
        }

        Train();
        var held = HeldMemory.Settled();
        for (var i = 0; i < 5; i++)
            Train();
        Assert.Equal(held, HeldMemory.Now);
    }

    /// <summary>How many maps more are held now.</summary>
    private static int Maps(HeldMemory before) => (int)((HeldMemory.Now.Bytes - before.Bytes) / MapBytes);

    /// <summary>How many maps are alive beside the input of each stage, in the second of two steps.</summary>
    private static int[] MapsBeside<TScheme>() where TScheme : struct, IRungeKutta
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        var counts = new List<int>();
        var before = HeldMemory.Settled();
        var y = randn(2, 4, 32, 32);
        new OdeSolver(RungeKuttaMethod.Of<TScheme>(), OdeSteps.Equal(2)).Solve(new Halving(() => counts.Add(Maps(before))), y, tensor(new[] { 0.0, 1 }));
        // The first stage reads the state itself, the others a sum of their own.
        return [.. counts.Skip(counts.Count / 2).Select((held, stage) => stage == 0 ? held - 1 : held - 2)];
    }

    /// <summary>A subnet that makes one map and holds none.</summary>
    private sealed class Halving(Action observe) : Module<Tensor, Tensor>(nameof(Halving))
    {
        public override Tensor forward(Tensor input)
        {
            observe();
            return input * 0.5;
        }
    }

    /// <summary>A subnet that saves its input for the backward pass, and nothing else.</summary>
    private sealed class Squaring() : Module<Tensor, Tensor>(nameof(Squaring))
    {
        public override Tensor forward(Tensor input) => input.square();
    }
}

using HoDsl.Runtime.Blocks;
using HoDsl.Tests;
using HoDsl.Torch;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Schemes.Tests.Bodies;

/// <summary>How many native bytes a step of training takes, by the depth of the body.</summary>
public sealed class BodyMemoryTests : IDisposable
{
    private static readonly MapShape Shape = new(Channels: 4, Height: 16, Width: 16);

    private const int Batch = 8;

    private static readonly BodyOptions Reversible = new() { Reversible = true };

    private static readonly BodyOptions Recomputed = new() { Recompute = true };

    private readonly DisposeScope _scope = NewDisposeScope();

    private static long MapBytes => Batch * Shape.Channels * Shape.Height * Shape.Width * sizeof(float);

    // Where random numbers stand, which is kept in front of what is computed once more and draws: the subnets here do.
    private static long StateBytes => get_rng_state().numel();

    public void Dispose() => _scope.Dispose();

    /// <summary>Beside the gradients of the parameters, which a deeper body has more of.</summary>
    [OwnBindingTheory(WithPackages.NoBytes), InlineData("RevNet", 2), InlineData("Leapfrog", 1), InlineData("Hamiltonian", 2)]
    public void Activations_take_as_much_memory_in_200_blocks_as_in_10(string scheme, int stages)
    {
        var (shallow, deep) = (Activations(scheme, 10, Reversible), Activations(scheme, 200, Reversible));
        var states = 190 * stages * StateBytes;
        Assert.Equal(shallow.Held, deep.Held - states);
        Assert.InRange(deep.Peak - states, shallow.Peak, 1.02 * shallow.Peak);
        // Stored, they take that much in three blocks already.
        Assert.True(Activations(scheme, 10, BodyOptions.Plain).Held > 3 * shallow.Held);
    }

    [OwnBindingTheory(WithPackages.NoBytes), InlineData("Euler"), InlineData("RK4"), InlineData("Verner89")]
    public void Recomputed_blocks_hold_one_map_each(string scheme)
    {
        var (shallow, deep) = (Activations(scheme, 2, Recomputed), Activations(scheme, 12, Recomputed));
        Assert.Equal(10 * (MapBytes + StateBytes), deep.Held - shallow.Held);
        // Beside, the backward pass holds what one block stores.
        Assert.True(deep.Peak - shallow.Peak <= 11 * (MapBytes + StateBytes), $"{deep.Peak - shallow.Peak}");
    }

    [OwnBindingTheory(WithPackages.NoBytes), InlineData(true), InlineData(false)]
    public void Nothing_is_left_behind(bool isReversible)
    {
        manual_seed(1);
        using var body = RevNet.CreateBody(NormedSubnet.Create, Shape, count: 5, isReversible ? Reversible : Recomputed);
        Step(body);
        var held = HeldMemory.Settled();
        for (var i = 0; i < 5; i++)
            Step(body);
        Assert.Equal(held, HeldMemory.Now);
    }

    // What is held between the forward and the backward pass, and at most in the whole step, in bytes.
    private static (long Held, long Peak) Activations(string scheme, int count, BodyOptions options)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var body = AllSchemes.Find(scheme).Open(new Maker(count, options));
        // The first step finds its buffers.
        Step(body);
        body.zero_grad();
        var input = randn(Batch, Shape.Channels, Shape.Height, Shape.Width, requires_grad: true);
        var before = HeldMemory.Settled().Bytes;
        TorchExtras.Current.ResetPeakMemory(CPU);
        var loss = body.call(input).sum();
        var held = HeldMemory.Now.Bytes - before;
        loss.backward();
        var gradients = body.parameters().Sum(parameter => parameter.numel() * sizeof(float));
        return (held, TorchExtras.Current.Memory(CPU)!.Value.PeakBytes - before - gradients);
    }

    private static void Step(nn.Module<Tensor, Tensor> body)
    {
        using var scope = NewDisposeScope();
        body.call(randn(Batch, Shape.Channels, Shape.Height, Shape.Width)).sum().backward();
    }

    private sealed class Maker(int count, BodyOptions options) : ISchemeUser<nn.Module<Tensor, Tensor>>
    {
        public nn.Module<Tensor, Tensor> Use<TScheme>() where TScheme : struct, IBodyScheme =>
            TScheme.CreateBody(NormedSubnet.Create, Shape, count, options);
    }
}

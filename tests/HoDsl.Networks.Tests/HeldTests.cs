using HoDsl.Generator.Language;
using HoDsl.Generator.Networks;
using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Ode;
using HoDsl.Runtime.Subnets;
using HoDsl.Schemes;
using HoDsl.Tests;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Networks.Tests;

/// <summary>What the compiler says that training holds is what native memory holds.</summary>
public sealed class HeldTests : IDisposable
{
    private const int Batch = 4, Few = 3, Many = 9;

    private static readonly MapShape Shape = new(8, 16, 16);

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    /// <summary>What six blocks more hold beside.</summary>
    [OwnBindingTheory(WithPackages.NoBytes)]
    [InlineData("Euler", "recompute")]
    [InlineData("RK4", "recompute")]
    [InlineData("LmResNet", "recompute")]
    [InlineData("AdamsBashforth2", "recompute")]
    [InlineData("RevNet", "recompute")]
    [InlineData("RevNet", "reversible")]
    [InlineData("Leapfrog", "reversible")]
    [InlineData("Hamiltonian", "reversible")]
    public void Blocks_hold_what_the_compiler_says(string scheme, string clause)
    {
        var options = clause == "recompute" ? new BodyOptions { Recompute = true } : new() { Reversible = true };
        var body = (int blocks) => SchemeCatalog.Find(scheme)!.Open(new Maker(blocks, options));
        Assert.Equal(Said($"{Many} blocks of {scheme}(vgg) {clause}") - Said($"{Few} blocks of {scheme}(vgg) {clause}"), Held(body(Many)) - Held(body(Few)));
    }

    [OwnBindingTheory(WithPackages.NoBytes)]
    [InlineData(OdeGradient.Recomputed, "recomputed")]
    [InlineData(OdeGradient.Adjoint, "adjoint")]
    public void Equations_hold_what_the_compiler_says(OdeGradient gradient, string word)
    {
        var body = (int steps) => OdeBody.Of(RK4.Method, Vgg.Create, Shape, new OdeOptions(Runtime.Ode.OdeSteps.Equal(steps)) { Gradient = gradient });
        Assert.Equal(Said($"ode of RK4(vgg) steps {Many} gradient {word}") - Said($"ode of RK4(vgg) steps {Few} gradient {word}"), Held(body(Many)) - Held(body(Few)));
    }

    /// <summary>Batch norm and ReLU are one pass here, which leaves one map where PyTorch's layers give two.</summary>
    [OwnBindingFact(WithPackages.NoBytes)]
    public void Stored_activations_are_no_more_than_the_compiler_says()
    {
        var held = Held(SchemeCatalog.Find("RK4")!.Open(new Maker(Many, BodyOptions.Plain)));
        var said = Said($"{Many} blocks of RK4(vgg)");
        Assert.InRange(held, said / 2, said);
    }

    private static long Said(string body)
    {
        var text = $"network Small\ninput {Shape.Channels} x {Shape.Height} x {Shape.Width}\nclasses 10\nbody {body}\nglobal-average\nlinear classes\n";
        var compiled = NetworkCompiler.Compile([new SourceFile("small.network", text, "Small")])[0];
        Assert.Empty(compiled.Findings);
        return Batch * sizeof(float) * compiled.Network!.Items[0].Held.Always;
    }

    // What waits for the backward pass.
    private static long Held(Module<Tensor, Tensor> body)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        var input = randn(Batch, Shape.Channels, Shape.Height, Shape.Width, requires_grad: true);
        body.call(input).sum().backward();
        body.zero_grad();
        var before = HeldMemory.Settled().Bytes;
        var loss = body.call(input).sum();
        var held = HeldMemory.Now.Bytes - before;
        loss.backward();
        body.Dispose();
        return held;
    }

    private sealed class Maker(int blocks, BodyOptions options) : ISchemeUser<Module<Tensor, Tensor>>
    {
        public Module<Tensor, Tensor> Use<TScheme>() where TScheme : struct, IBodyScheme => TScheme.CreateBody(Vgg.Create, Shape, blocks, options);
    }
}

using HoDsl.Runtime;
using HoDsl.Runtime.Blocks;
using HoDsl.Tests;
using HoDsl.Torch;
using TorchSharp;
using static HoDsl.Schemes.Tests.Bodies.TwoBodies;
using static TorchSharp.torch;

namespace HoDsl.Schemes.Tests.Bodies;

/// <summary>Bodies whose backward pass computes their blocks once more: the same gradients as with stored activations, and what was done once is not done twice.</summary>
public sealed class RecomputedTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string> Schemes => [.. AllSchemes.All.Select(scheme => scheme.Name)];

    /// <summary>Ways in which a body can differ beside its scheme.</summary>
    public static TheoryData<string, string> Bodies
    {
        get
        {
            var cases = new TheoryData<string, string> { { "Fractal3", "drop-path" } };
            foreach (var scheme in (string[])["RK4", "LmResNet", "AdamsBashforth2", "RevNet", "ReluEuler"])
            {
                foreach (var options in Options.Keys.Except(["drop-path"]))
                    cases.Add(scheme, options);
            }
            return cases;
        }
    }

    private static Dictionary<string, BodyOptions> Options { get; } = new()
    {
        ["shared"] = new() { Shared = true },
        ["entered"] = new() { Entry = new(Entered, Shortcut.PreactConv) },
        ["depth"] = new() { Depth = new(0.9, 0.3) },
        ["depth per sample"] = new() { Depth = new(0.9, 0.3) { PerSample = true } },
        ["noise"] = new() { Noise = new(NoiseDistribution.Normal, 0.1) },
        ["drop-path"] = new() { DropPath = new(0.4) },
    };

    public void Dispose() => _scope.Dispose();

    [Theory, MemberData(nameof(Schemes))]
    public void Outputs_and_gradients_are_those_of_stored_activations(string scheme) => Compare(scheme, new());

    [Theory, MemberData(nameof(Bodies))]
    public void Whatever_else_is_special_about_the_body(string scheme, string options) => Compare(scheme, Options[options]);

    [Theory, MemberData(nameof(Schemes))]
    public void Statistics_move_once_and_random_numbers_are_drawn_once(string scheme)
    {
        var (stored, recomputed) = Pair(scheme, new(), count: 2);
        AssertDoneOnce(stored, recomputed);
    }

    [Theory, InlineData("RK4"), InlineData("AdamsBashforth2")]
    public void Several_passes_may_wait_for_their_backward_pass_and_one_may_have_two(string scheme)
    {
        var (stored, recomputed) = Pair(scheme, new(), count: 3);
        Assert.All(Twice(stored).Zip(Twice(recomputed)), pair => Assert.True(Difference(pair.First, pair.Second) <= 1e-12));
    }

    [OwnBindingFact(WithPackages.NoAutocast)]
    public void Under_autocast_the_backward_pass_computes_in_the_same_precision()
    {
        var (stored, recomputed) = Pair("RK4", new(), count: 2, ScalarType.Float32);
        Assert.True(TorchExtras.Current.SupportsAutocast(CPU));
        using var autocast = TorchExtras.Current.Autocast(CPU, ScalarType.BFloat16);
        var expected = Step(stored, seed: 3);
        AssertAlike(expected, Step(recomputed, seed: 3), 1e-2);
    }

    [OwnBindingFact(WithPackages.NoErrors)]
    public void There_are_no_second_derivatives()
    {
        var (_, recomputed) = Pair("RK4", new(), count: 2);
        var input = randn(2, Shape.Channels, Shape.Height, Shape.Width, dtype: ScalarType.Float64, requires_grad: true);
        var output = recomputed.call(input).sum();
        Assert.Contains("no second derivatives", Assert.Throws<UserException>(() => autograd.grad([output], [input], create_graph: true)).Message);
    }

    private static void Compare(string scheme, BodyOptions options)
    {
        var (stored, recomputed) = Pair(scheme, options, count: 4);
        for (var step = 0; step < 3; step++)
            AssertAlike(Step(stored, seed: step), Step(recomputed, seed: step), 1e-12);
    }

    private static (nn.Module<Tensor, Tensor> Stored, nn.Module<Tensor, Tensor> Recomputed) Pair(string scheme, BodyOptions options, int count, ScalarType type = ScalarType.Float64) =>
        Of(scheme, WithOwnPaths(options), WithOwnPaths(options) with { Recompute = true }, count, type);

    // Bodies that share them are of one network: the first one draws for all.
    private static BodyOptions WithOwnPaths(BodyOptions options) => options with { DropPath = options.DropPath is { } path ? new(path.Probability, path.GlobalShare) : null };
}

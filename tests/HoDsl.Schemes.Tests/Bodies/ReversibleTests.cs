using HoDsl.Runtime;
using HoDsl.Runtime.Blocks;
using HoDsl.Tests;
using HoDsl.Torch;
using TorchSharp;
using static HoDsl.Schemes.Tests.Bodies.TwoBodies;
using static TorchSharp.torch;

namespace HoDsl.Schemes.Tests.Bodies;

/// <summary>Bodies whose backward pass undoes their blocks: the same gradients as with stored activations, and what was done once is not done twice.</summary>
public sealed class ReversibleTests : IDisposable
{
    private static readonly SchemeHandle[] Invertible = [.. AllSchemes.All.Where(scheme => scheme.Open(new Invertibility()))];

    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string> Schemes => [.. Invertible.Select(scheme => scheme.Name)];

    /// <summary>Ways in which a body can differ beside its scheme.</summary>
    public static TheoryData<string, string> Bodies
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (var scheme in Invertible)
            {
                foreach (var options in Options.Keys.Where(name => name != "depth" || !HasHistories(scheme)))
                    cases.Add(scheme.Name, options);
            }
            return cases;
        }
    }

    private static Dictionary<string, BodyOptions> Options { get; } = new()
    {
        ["plain"] = new(),
        ["shared"] = new() { Shared = true },
        ["entered"] = new() { Entry = new(Entered, Shortcut.Conv) },
        ["depth"] = new() { Depth = new(0.9, 0.3) { Weight = SurvivalWeight.InEvaluation } },
    };

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void The_reversible_the_leapfrog_and_the_Hamiltonian_network_can_be_undone() =>
        Assert.All((string[])["RevNet", "Leapfrog", "Hamiltonian"], name => Assert.Contains(name, Invertible.Select(scheme => scheme.Name)));

    [Theory, MemberData(nameof(Bodies))]
    public void Outputs_and_gradients_are_those_of_stored_activations(string scheme, string options)
    {
        // The histories of one or two blocks have not all begun.
        foreach (var count in new[] { 1, 2, 7 })
        {
            var (stored, reversible) = Pair(scheme, Options[options], count);
            for (var step = 0; step < 3; step++)
                AssertAlike(Step(stored, seed: step), Step(reversible, seed: step), 1e-10);
        }
    }

    /// <summary>
    /// The bounds of docs/bodies.md, for the gradient as a whole. The weights are as modules begin. Leapfrog's errors grow with the square of the
    /// depth, since V has 1 as a double eigenvalue.
    /// </summary>
    [Theory]
    [InlineData("RevNet", 160, 2e-5)]
    [InlineData("Hamiltonian", 160, 2e-5)]
    [InlineData("Leapfrog", 20, 7e-5)]
    [InlineData("Leapfrog", 160, 1e-2)]
    public void In_single_precision_the_gradient_is_as_exact_as_the_depth_allows(string scheme, int count, double most)
    {
        var (stored, reversible) = Pair(scheme, new(), count, ScalarType.Float32);
        var (expected, actual) = (Step(stored, seed: 1), Step(reversible, seed: 1));
        var gradients = expected.Keys.Where(name => name != "output").ToList();
        Assert.InRange(Length(gradients.Select(name => actual[name] - expected[name])) / Length(gradients.Select(name => expected[name])), 0, most);
    }

    /// <summary>Sums over all pixels that nearly cancel lose more digits than the gradient as a whole.</summary>
    [Theory]
    [InlineData("RevNet", 80)]
    [InlineData("Hamiltonian", 80)]
    [InlineData("Leapfrog", 20)]
    public void In_single_precision_every_gradient_is_exact_to_a_thousandth(string scheme, int count)
    {
        var (stored, reversible) = Pair(scheme, new(), count, ScalarType.Float32);
        AssertAlike(Step(stored, seed: 1), Step(reversible, seed: 1), 1e-3);
    }

    [Theory, MemberData(nameof(Schemes))]
    public void Statistics_move_once_and_random_numbers_are_drawn_once(string scheme)
    {
        var (stored, reversible) = Pair(scheme, new(), count: 3);
        AssertDoneOnce(stored, reversible);
    }

    [Theory, MemberData(nameof(Schemes))]
    public void Several_passes_may_wait_for_their_backward_pass_and_one_may_have_two(string scheme)
    {
        var (stored, reversible) = Pair(scheme, new(), count: 3);
        var (expected, actual) = (Twice(stored), Twice(reversible));
        Assert.All(expected.Zip(actual), pair => Assert.True(Difference(pair.First, pair.Second) <= 1e-10));
    }

    [Fact]
    public void Without_gradients_and_in_evaluation_nothing_is_different()
    {
        var (stored, reversible) = Pair("RevNet", Options["depth"], count: 3);
        stored.eval();
        reversible.eval();
        var input = randn(2, Shape.Channels, Shape.Height, Shape.Width, dtype: ScalarType.Float64);
        Assert.Equal(0, Difference(stored.call(input), reversible.call(input)));
        using var constant = no_grad();
        Assert.Equal(0, Difference(stored.call(input), reversible.call(input)));
    }

    [OwnBindingFact(WithPackages.NoAutocast)]
    public void Under_autocast_states_stay_in_single_precision()
    {
        var (stored, reversible) = Pair("RevNet", new(), count: 8, ScalarType.Float32);
        Assert.True(TorchExtras.Current.SupportsAutocast(CPU));
        Dictionary<string, Tensor> expected, actual;
        using (TorchExtras.Current.Autocast(CPU, ScalarType.BFloat16))
        {
            expected = Step(stored, seed: 3);
            actual = Step(reversible, seed: 3);
            using var low = reversible.call(ones(1, Shape.Channels, Shape.Height, Shape.Width, dtype: ScalarType.BFloat16));
            Assert.Equal(ScalarType.Float32, low.dtype);
        }
        AssertAlike(expected, actual, 0.03);
    }

    [OwnBindingFact(WithPackages.NoErrors)]
    public void There_are_no_second_derivatives()
    {
        var (_, reversible) = Pair("RevNet", new(), count: 2);
        var input = randn(2, Shape.Channels, Shape.Height, Shape.Width, dtype: ScalarType.Float64, requires_grad: true);
        var output = reversible.call(input).sum();
        Assert.Contains("no second derivatives", Assert.Throws<UserException>(() => autograd.grad([output], [input], create_graph: true)).Message);
    }

    public static TheoryData<string, BodyOptions, string> Refused => new()
    {
        { "RK4", new() { Reversible = true }, "cannot be undone in closed form" },
        { "RevNet", new() { Reversible = true, Recompute = true }, "it is to be recomputed" },
        { "RevNet", new() { Reversible = true, Noise = new(NoiseDistribution.Normal, 0.1) }, "noise" },
        { "RevNet", new() { Reversible = true, Depth = new(1, 0.5) }, "divides increments" },
        { "RevNet", new() { Reversible = true, Depth = new(1, 0.5) { PerSample = true } }, "for each sample" },
        { "Leapfrog", new() { Reversible = true, Depth = new(1, 0.5) { Weight = SurvivalWeight.InEvaluation } }, "forgets the oldest state" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void What_cannot_be_undone_is_refused_in_words(string scheme, BodyOptions options, string reason)
    {
        var message = Assert.Throws<UserException>(() => Make(scheme, options, 2)).Message;
        Assert.StartsWith($"A body of {scheme} cannot be reversible: ", message);
        Assert.Contains(reason, message);
    }

    private static (nn.Module<Tensor, Tensor> Stored, nn.Module<Tensor, Tensor> Reversible) Pair(string scheme, BodyOptions options, int count, ScalarType type = ScalarType.Float64) =>
        Of(scheme, options, options with { Reversible = true }, count, type);

    private static double Length(IEnumerable<Tensor> tensors) => Math.Sqrt(tensors.Sum(tensor => tensor.square().sum().ToDouble()));

    private static bool HasHistories(SchemeHandle scheme) => scheme.Name is "Leapfrog" or "LeapOverOne";

    private sealed class Invertibility : ISchemeUser<bool>
    {
        public bool Use<TScheme>() where TScheme : struct, IBodyScheme => TScheme.IsInvertible;
    }
}

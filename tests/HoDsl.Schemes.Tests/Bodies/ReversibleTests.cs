using HoDsl.Runtime;
using HoDsl.Runtime.Blocks;
using HoDsl.Torch;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Schemes.Tests.Bodies;

/// <summary>Bodies whose backward pass undoes their blocks: the same gradients as with stored activations, and what was done once is not done twice.</summary>
public sealed class ReversibleTests : IDisposable
{
    private static readonly MapShape Shape = new(Channels: 4, Height: 5, Width: 6);

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
        ["entered"] = new() { Entry = new(new MapShape(3, 10, 12), Shortcut.Conv) },
        ["depth"] = new() { Depth = new(0.9, 0.3) { Weight = SurvivalWeight.InEvaluation } },
    };

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void The_reversible_the_leapfrog_and_the_Hamiltonian_network_can_be_undone() =>
        Assert.All((string[])["RevNet", "Leapfrog", "Hamiltonian"], name => Assert.Contains(name, Invertible.Select(scheme => scheme.Name)));

    [Theory, MemberData(nameof(Bodies))]
    public void Outputs_and_gradients_are_those_of_stored_activations(string scheme, string options)
    {
        var (stored, reversible) = Pair(scheme, Options[options], count: 7, ScalarType.Float64);
        for (var step = 0; step < 3; step++)
        {
            var expected = Step(stored, seed: step);
            var actual = Step(reversible, seed: step);
            Assert.Equal(expected.Keys, actual.Keys);
            Assert.All(expected, pair => Assert.True(Difference(pair.Value, actual[pair.Key]) <= 1e-10, $"{pair.Key} differs by {Difference(pair.Value, actual[pair.Key])}"));
        }
    }

    /// <summary>The weights are as modules begin. Leapfrog's errors grow with the square of the depth, since V has 1 as a double eigenvalue.</summary>
    [Theory]
    [InlineData("RevNet", 80)]
    [InlineData("Hamiltonian", 80)]
    [InlineData("Leapfrog", 20)]
    public void In_single_precision_gradients_are_exact_to_a_thousandth(string scheme, int count)
    {
        var (stored, reversible) = Pair(scheme, new(), count, ScalarType.Float32);
        var (expected, actual) = (Step(stored, seed: 1), Step(reversible, seed: 1));
        Assert.All(expected, pair => Assert.True(Difference(pair.Value, actual[pair.Key]) <= 1e-3, $"{pair.Key} differs by {Difference(pair.Value, actual[pair.Key])}"));
    }

    [Theory, MemberData(nameof(Schemes))]
    public void Statistics_move_once_and_random_numbers_are_drawn_once(string scheme)
    {
        var (stored, reversible) = Pair(scheme, new(), count: 3, ScalarType.Float64);
        Step(stored, seed: 5);
        var drawn = get_rng_state().bytes.ToArray();
        Step(reversible, seed: 5);
        Assert.Equal(drawn, get_rng_state().bytes.ToArray());
        var buffers = stored.named_buffers().Zip(reversible.named_buffers(), (expected, actual) => (expected.name, Difference: Difference(expected.buffer, actual.buffer))).ToList();
        Assert.NotEmpty(buffers);
        Assert.All(buffers, buffer => Assert.True(buffer.Difference <= 1e-12, buffer.name));
    }

    [Theory, MemberData(nameof(Schemes))]
    public void Several_passes_may_wait_for_their_backward_pass_and_one_may_have_two(string scheme)
    {
        var (stored, reversible) = Pair(scheme, new(), count: 3, ScalarType.Float64);
        var (expected, actual) = (Twice(stored), Twice(reversible));
        Assert.All(expected.Zip(actual), pair => Assert.True(Difference(pair.First, pair.Second) <= 1e-10));
    }

    [Fact]
    public void Without_gradients_and_in_evaluation_nothing_is_different()
    {
        var (stored, reversible) = Pair("RevNet", Options["depth"], count: 3, ScalarType.Float64);
        stored.eval();
        reversible.eval();
        var input = randn(2, Shape.Channels, Shape.Height, Shape.Width, dtype: ScalarType.Float64);
        Assert.Equal(0, Difference(stored.call(input), reversible.call(input)));
        using var constant = no_grad();
        Assert.Equal(0, Difference(stored.call(input), reversible.call(input)));
    }

    [Fact]
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
        Assert.All(expected, pair => Assert.True(Difference(pair.Value, actual[pair.Key]) <= 0.03, $"{pair.Key} differs by {Difference(pair.Value, actual[pair.Key])}"));
    }

    [Fact]
    public void There_are_no_second_derivatives()
    {
        var (_, reversible) = Pair("RevNet", new(), count: 2, ScalarType.Float64);
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
        var message = Assert.Throws<UserException>(() => AllSchemes.Find(scheme).Open(new Maker(options, 2))).Message;
        Assert.StartsWith($"A body of {scheme} cannot be reversible: ", message);
        Assert.Contains(reason, message);
    }

    // Two bodies of the same weights.
    private static (Module<Tensor, Tensor> Stored, Module<Tensor, Tensor> Reversible) Pair(string scheme, BodyOptions options, int count, ScalarType type)
    {
        manual_seed(8);
        var stored = AllSchemes.Find(scheme).Open(new Maker(options, count));
        var reversible = AllSchemes.Find(scheme).Open(new Maker(options with { Reversible = true }, count));
        stored.to(type);
        reversible.to(type);
        reversible.load_state_dict(stored.state_dict());
        return (stored, reversible);
    }

    // The output of one step of training, and the gradients of the input and of all parameters.
    private static Dictionary<string, Tensor> Step(Module<Tensor, Tensor> body, long seed)
    {
        manual_seed(seed);
        body.zero_grad();
        var entry = body.named_children().Any(child => child.name == "entry");
        var shape = entry ? new MapShape(3, 10, 12) : Shape;
        var input = randn(3, shape.Channels, shape.Height, shape.Width, dtype: body.parameters().First().dtype, requires_grad: true);
        var output = body.call(input);
        (output * randn_like(output)).sum().backward();
        var tensors = body.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter.grad?.clone() ?? zeros_like(pair.parameter));
        tensors.Add("input", input.grad!);
        tensors.Add("output", output.detach());
        return tensors;
    }

    private static List<Tensor> Twice(Module<Tensor, Tensor> body)
    {
        manual_seed(4);
        body.zero_grad();
        var inputs = Enumerable.Range(0, 2).Select(_ => randn(3, Shape.Channels, Shape.Height, Shape.Width, dtype: ScalarType.Float64, requires_grad: true)).ToList();
        var outputs = inputs.Select(input => body.call(input)).ToList();
        outputs[0].sum().backward(retain_graph: true);
        outputs[1].square().sum().backward();
        outputs[0].square().sum().backward();
        return [.. inputs.Select(input => input.grad!), .. body.parameters().Select(parameter => parameter.grad!)];
    }

    private static double Difference(Tensor expected, Tensor actual) => (expected - actual).abs().max().ToDouble() / Math.Max(1e-3, expected.abs().max().ToDouble());

    private static bool HasHistories(SchemeHandle scheme) => scheme.Name == "Leapfrog";

    private sealed class Invertibility : ISchemeUser<bool>
    {
        public bool Use<TScheme>() where TScheme : struct, IBodyScheme => TScheme.IsInvertible;
    }

    private sealed class Maker(BodyOptions options, int count) : ISchemeUser<Module<Tensor, Tensor>>
    {
        public Module<Tensor, Tensor> Use<TScheme>() where TScheme : struct, IBodyScheme => TScheme.CreateBody(NormedSubnet.Create, Shape, count, options);
    }
}

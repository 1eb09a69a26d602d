using HoDsl.Runtime;
using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Tests.Data;
using HoDsl.Tests;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Schemes.Tests.Bodies;

/// <summary>What is dropped, how often, and that evaluation gives what training gives on average. Single patterns are compared with PyTorch in <see cref="AgainstPyTorchTests"/>.</summary>
public sealed class StochasticDepthTests : IDisposable
{
    private const int Blocks = 3;
    private const int Patterns = 1 << Blocks;

    private static readonly MapShape Shape = new(Channels: 4, Height: 2, Width: 2);

    private static readonly StochasticDepth Falling = new(First: 0.9, Last: 0.4);

    private readonly DisposeScope _scope = NewDisposeScope();

    /// <summary>ReLU is not linear: there evaluation is an approximation.</summary>
    public static TheoryData<string, SurvivalWeight> LinearSchemes
    {
        get
        {
            var cases = new TheoryData<string, SurvivalWeight>();
            foreach (var scheme in AllSchemes.All.Where(scheme => !scheme.Open(new Rectification())))
            {
                cases.Add(scheme.Name, SurvivalWeight.InTraining);
                cases.Add(scheme.Name, SurvivalWeight.InEvaluation);
            }
            return cases;
        }
    }

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void The_probability_of_survival_falls_linearly_from_the_input_to_the_last_block()
    {
        // p_l = 1 - l/L (1 - p_L), with L = 10 and p_L = 1/2: arXiv 1603.09382, equation (4).
        Assert.Equal([0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6, 0.55, 0.5], Enumerable.Range(0, 10).Select(index => Math.Round(new StochasticDepth(1, 0.5).Survival(index, 10), 12)));
    }

    [Theory, MemberData(nameof(LinearSchemes))]
    public void With_linear_subnets_evaluation_is_the_mean_over_all_patterns(string name, SurvivalWeight weight)
    {
        var body = Body(name, Falling with { Weight = weight });
        var input = randn(1, Shape.Channels, Shape.Height, Shape.Width, dtype: ScalarType.Float64);
        var mean = zeros_like(input);
        foreach (var (pattern, seed) in Seeds())
        {
            manual_seed(seed);
            mean += Probability(pattern) * body.call(input);
        }
        body.eval();
        var expected = body.call(input);
        Assert.True((mean - expected).abs().max().ToDouble() < 1e-12 * Math.Max(1, expected.abs().max().ToDouble()));
    }

    [Theory]
    [InlineData(SurvivalWeight.InTraining)]
    [InlineData(SurvivalWeight.InEvaluation)]
    public void Each_sample_of_a_batch_can_have_its_own_luck(SurvivalWeight weight)
    {
        const int Samples = 16;
        foreach (var name in (string[])["Euler", "RevNet", "Leapfrog", "AdamsBashforth2", "AfterRelu"])
        {
            var together = Body(name, Falling with { Weight = weight });
            var apart = Body(name, Falling with { Weight = weight, PerSample = true });
            apart.load_state_dict(together.state_dict());
            var input = randn(Samples, Shape.Channels, Shape.Height, Shape.Width, dtype: ScalarType.Float64);
            manual_seed(4);
            var actual = apart.call(input);
            manual_seed(4);
            var survived = Enumerable.Range(0, Blocks).Select(block => rand(Samples).lt(Survival(block)).data<bool>().ToArray()).ToArray();
            var seeds = Seeds();
            for (var sample = 0; sample < Samples; sample++)
            {
                manual_seed(seeds[Enumerable.Range(0, Blocks).Sum(block => survived[block][sample] ? 1 << block : 0)]);
                var expected = together.call(input.narrow(0, sample, 1));
                Assert.True((expected - actual.narrow(0, sample, 1)).abs().max().ToDouble() < 1e-12, $"{name}, sample {sample}");
            }
        }
    }

    [Fact]
    public void Blocks_are_dropped_as_often_as_their_probabilities_say_and_are_not_computed_then()
    {
        const int Draws = 4000;
        var subnets = new List<LinearSubnet>();
        using var body = Euler.CreateBody(stage => Remembered(stage, subnets), Shape, Blocks, new() { Depth = Falling });
        var input = randn(1, Shape.Channels, Shape.Height, Shape.Width);
        var counts = new int[Patterns];
        manual_seed(12);
        for (var draw = 0; draw < Draws; draw++)
        {
            var before = subnets.Select(subnet => subnet.Calls).ToArray();
            body.call(input);
            counts[Enumerable.Range(0, Blocks).Sum(block => (subnets[block].Calls - before[block]) << block)]++;
        }
        // All patterns at once: each block's frequency, and that blocks do not know of each other.
        Frequencies.AssertFollow(counts, [.. Enumerable.Range(0, Patterns).Select(Probability)]);
    }

    [Fact]
    public void A_saved_state_of_the_global_generator_brings_the_same_draws_back()
    {
        var body = Body("RK4", Falling);
        var input = randn(4, Shape.Channels, Shape.Height, Shape.Width, dtype: ScalarType.Float64);
        var state = get_rng_state();
        var first = Enumerable.Range(0, 10).Select(_ => body.call(input).sum().ToDouble()).ToList();
        set_rng_state(state);
        Assert.Equal(first, Enumerable.Range(0, 10).Select(_ => body.call(input).sum().ToDouble()));
        Assert.True(first.Distinct().Count() > 2);
    }

    [Fact]
    public void The_places_of_a_networks_bodies_are_counted_on()
    {
        var depth = new StochasticDepth(1, 0);
        var last = Body("Euler", depth, new() { FirstIndex = 9, TotalCount = 12 });
        // Blocks 10, 11 and 12 of 12 survive with 1/6, 1/12 and 0: the last never does.
        var subnets = last.modules().OfType<LinearSubnet>().ToList();
        manual_seed(1);
        for (var i = 0; i < 600; i++)
            last.call(zeros(1, Shape.Channels, Shape.Height, Shape.Width, dtype: ScalarType.Float64));
        Frequencies.AssertFollow([subnets[0].Calls, 600 - subnets[0].Calls], [1.0 / 6, 5.0 / 6]);
        Frequencies.AssertFollow([subnets[1].Calls, 600 - subnets[1].Calls], [1.0 / 12, 11.0 / 12]);
        Assert.Equal(0, subnets[2].Calls);
    }

    [Fact]
    public void An_entry_that_is_dropped_leaves_its_shortcut()
    {
        var options = new BodyOptions { Depth = new(0, 0), Entry = new(Shape with { Height = 4, Width = 4 }, Shortcut.Pad) };
        using var body = Euler.CreateBody(SmoothSubnet.Create, Shape with { Channels = 6 }, count: 1, options);
        var input = randn(2, 4, 4, 4);
        var expected = functional.pad(input[.., .., TensorIndex.Slice(step: 2), TensorIndex.Slice(step: 2)], [0, 0, 0, 0, 0, 2]);
        Assert.Equal(0, (body.call(input) - expected).abs().max().ToDouble());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_entry_without_a_shortcut_is_never_dropped(bool perSample)
    {
        var options = new BodyOptions { Depth = new(0, 0) { PerSample = perSample }, Entry = new(Shape with { Height = 4, Width = 4 }, Shortcut.None) };
        using var body = Euler.CreateBody(SmoothSubnet.Create, Shape with { Channels = 6 }, count: 1, options);
        var input = randn(2, 4, 4, 4);
        var f = Assert.Single(body.modules().OfType<SmoothSubnet>());
        Assert.Equal(0, (body.call(input) - f.call(input)).abs().max().ToDouble());
    }

    [Theory, InlineData("Euler"), InlineData("AdamsBashforth2"), InlineData("RevNet")]
    public void Where_every_block_is_dropped_the_input_stays_its_callers(string scheme)
    {
        var body = Body(scheme, new StochasticDepth(0, 0));
        using var scope = NewDisposeScope();
        var input = randn(2, Shape.Channels, Shape.Height, Shape.Width, dtype: ScalarType.Float64);
        var output = body.call(input);
        Assert.True(scope.Contains(input) && scope.Contains(output));
        output.Dispose();
        Assert.False(input.IsInvalid);
    }

    [Fact]
    public void What_is_no_probability_is_refused_in_words()
    {
        Assert.Contains("1.5, which is no probability", Assert.Throws<UserException>(() => new StochasticDepth(First: 1.5, Last: 0.5)).Message);
        Assert.Contains("7, which is no probability", Assert.Throws<UserException>(() => new StochasticDepth(1, 0.5) with { Last = 7 }).Message);
        Assert.Contains("-1, which is no probability", Assert.Throws<UserException>(() => new StochasticDepth(1, 0.5) with { First = -1 }).Message);
    }

    [Fact]
    public void Where_no_sample_survives_the_states_stay_as_they_are()
    {
        var body = Body("Euler", new StochasticDepth(0, 0) { PerSample = true });
        var input = randn(2, Shape.Channels, Shape.Height, Shape.Width, dtype: ScalarType.Float64);
        Assert.Equal(0, (body.call(input) - input).abs().max().ToDouble());
    }

    private static double Survival(int block) => Falling.First + ((Falling.Last - Falling.First) * (block + 1) / Blocks);

    private static double Probability(int pattern) =>
        Enumerable.Range(0, Blocks).Aggregate(1.0, (product, block) => product * ((pattern >> block & 1) == 1 ? Survival(block) : 1 - Survival(block)));

    // For each pattern of survivors a seed that leads to it: a body draws one number for each block.
    private static Dictionary<int, long> Seeds()
    {
        var seeds = new Dictionary<int, long>();
        for (var seed = 0; seeds.Count < Patterns; seed++)
        {
            manual_seed(seed);
            seeds.TryAdd(Enumerable.Range(0, Blocks).Sum(block => rand(1).item<float>() < Survival(block) ? 1 << block : 0), seed);
        }
        return seeds;
    }

    private static Module<Tensor, Tensor> Body(string scheme, StochasticDepth depth, BodyOptions? options = null)
    {
        manual_seed(6);
        var body = AllSchemes.Find(scheme).Open(new Maker((options ?? new()) with { Depth = depth })).InScope();
        body.to(ScalarType.Float64);
        return body;
    }

    private static LinearSubnet Remembered(StageInfo stage, List<LinearSubnet> made)
    {
        made.Add(LinearSubnet.Create(stage));
        return made[^1];
    }

    private sealed class Rectification : ISchemeUser<bool>
    {
        public bool Use<TScheme>() where TScheme : struct, IBodyScheme => TScheme.EndsWithRelu;
    }

    private sealed class Maker(BodyOptions options) : ISchemeUser<Module<Tensor, Tensor>>
    {
        public Module<Tensor, Tensor> Use<TScheme>() where TScheme : struct, IBodyScheme => TScheme.CreateBody(LinearSubnet.Create, Shape, Blocks, options);
    }
}

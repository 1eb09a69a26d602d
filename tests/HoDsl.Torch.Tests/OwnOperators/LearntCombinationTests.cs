using System.Runtime.InteropServices;
using HoDsl.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Torch.Tests.OwnOperators;

/// <summary>Combinations with learnt factors: against libtorch's own operators, and against differences of their values.</summary>
public sealed class LearntCombinationTests : IDisposable
{
    private const long Channels = 6;

    private readonly DisposeScope _scope = NewDisposeScope();

    /// <summary>Layouts, a factor for the map or for each channel, and steps: plain, tiny beside the maps, and none.</summary>
    public static TheoryData<bool, bool, double> Cases()
    {
        var cases = new TheoryData<bool, bool, double>();
        foreach (var channelsLast in new[] { false, true })
        {
            foreach (var perChannel in new[] { false, true })
            {
                foreach (var h in new[] { 0.7, 1e-6, 0 })
                    cases.Add(channelsLast, perChannel, h);
            }
        }

        return cases;
    }

    public void Dispose() => _scope.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Values_and_gradients_are_those_of_sums_and_products(bool channelsLast, bool perChannel, double h)
    {
        foreach (var instructions in Instructions.OfThisProcessor)
        {
            using var chosen = Instructions.Use(instructions);
            foreach (var (dtype, tolerance) in new[] { (ScalarType.Float64, 1e-12), (ScalarType.Float32, 1e-6) })
            {
                var exact = Outcome(Arithmetic.Plain, ScalarType.Float64, channelsLast, perChannel, h);
                var ours = Outcome(Arithmetic.Ours, dtype, channelsLast, perChannel, h);
                Assert.All(exact.Zip(ours), pair => Assert.InRange(Distance(pair.Second, pair.First), 0, tolerance));
            }
        }
    }

    /// <summary>
    /// PyTorch rounds every product and every sum; how far its results are from those of double precision is how far ours may be. Of a
    /// single number luck decides, so several draws are taken together.
    /// </summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public void In_bfloat16_nothing_is_further_from_double_precision_than_term_by_term(bool channelsLast, bool perChannel, double h)
    {
        var (theirs, ours) = (new double[5], new double[5]);
        for (var seed = 0; seed < 10; seed++)
        {
            var exact = Outcome(Arithmetic.Plain, ScalarType.Float64, channelsLast, perChannel, h, seed);
            var term = Outcome(Arithmetic.TermByTerm, ScalarType.BFloat16, channelsLast, perChannel, h, seed);
            var fused = Outcome(Arithmetic.Ours, ScalarType.BFloat16, channelsLast, perChannel, h, seed);
            for (var i = 0; i < exact.Length; i++)
            {
                theirs[i] += Math.Pow(Distance(term[i], exact[i]), 2);
                ours[i] += Math.Pow(Distance(fused[i], exact[i]), 2);
            }
        }

        Assert.All(theirs.Zip(ours), pair => Assert.InRange(Math.Sqrt(pair.Second), 0, 1.05 * Math.Sqrt(pair.First)));
    }

    /// <summary>Parts of maps: three channels of four, a corner of every image, and a pixel of one of two small images.</summary>
    public static TheoryData<string, double, bool> UnevenCases()
    {
        var cases = new TheoryData<string, double, bool>();
        foreach (var part in new[] { "channels", "corner", "pixel" })
        {
            foreach (var size in new[] { 300.0, 3000 })
            {
                cases.Add(part, size, false);
                cases.Add(part, size, true);
            }
        }

        return cases;
    }

    /// <summary>There the sum's rounding is larger than a stage.</summary>
    [Theory]
    [MemberData(nameof(UnevenCases))]
    public void Where_a_state_is_large_in_a_part_of_it_the_gradient_of_a_step_is_no_worse(string part, double size, bool perChannel)
    {
        var (theirs, ours, single) = (0.0, 0.0, 0.0);
        for (var seed = 0; seed < 10; seed++)
        {
            double Error(Arithmetic arithmetic, ScalarType dtype)
            {
                var (state, of) = UnevenMaps(part, size, seed);
                var exact = (state * 1).tanh() * of;
                // What cancels in their sum does not cancel in its rounding.
                var products = perChannel ? exact.square().sum([0, 2, 3]).sqrt().view(-1, 1, 1) : exact.square().sum().sqrt();
                long[] shape = perChannel ? [state.shape[1], 1, 1] : [];
                var step = ones(shape).requires_grad_();
                var y = state.to(dtype).requires_grad_();
                var sum = arithmetic.Combine([y, new(new LearntFactor(step), arithmetic.Branch(y.tanh(), true))]);
                (sum * of.to(dtype)).sum().backward();
                var expected = perChannel ? exact.sum([0, 2, 3]).view(-1, 1, 1) : exact.sum();
                return ((step.grad!.to(ScalarType.Float64) - expected) / products).square().mean().item<double>();
            }

            theirs += Error(Arithmetic.TermByTerm, ScalarType.BFloat16);
            ours += Error(Arithmetic.Ours, ScalarType.BFloat16);
            single += Error(Arithmetic.Ours, ScalarType.Float32);
        }

        Assert.InRange(Math.Sqrt(ours), 0, 1.05 * Math.Sqrt(theirs));
        Assert.InRange(Math.Sqrt(single / 10), 0, 1e-6);
    }

    /// <summary>A ReLU that writes over a block's result writes over what the step's gradient is formed from; of h k alone PyTorch would not notice.</summary>
    [Fact]
    public void A_sum_that_was_changed_before_the_backward_pass_is_told()
    {
        var state = randn(2, 8, 4, 4).requires_grad_();
        var sum = Extras.Combine([state, new(new LearntFactor(Step(perChannel: false, 0.7)), Extras.Branch(state.tanh(), isStage: true))])[0];
        var message = Assert.Throws<ExternalException>(() => sum.relu_().sum().backward()).Message;
        Assert.Contains("modified by an inplace operation", message);
        Assert.Contains("let what comes behind, such as a ReLU, give a map of its own", message);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_are_the_limits_of_differences(bool channelsLast, bool perChannel, double h)
    {
        var maps = Maps(ScalarType.Float64, channelsLast);
        var step = Step(perChannel, h);
        Loss(Arithmetic.Ours, maps, step).backward();
        foreach (var tensor in maps.Append(step))
        {
            var direction = randn_like(tensor);
            var slope = (tensor.grad! * direction).sum().item<double>();
            Assert.Equal(Difference(tensor, direction, () => Loss(Arithmetic.Ours, maps, step)), slope, 1e-6 * (1 + Math.Abs(slope)));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradients_can_be_differentiated(bool channelsLast, bool perChannel, double h)
    {
        var (expected, actual) = (SecondOrder(Arithmetic.Plain, channelsLast, perChannel, h), SecondOrder(Arithmetic.Ours, channelsLast, perChannel, h));
        Assert.All(expected.Zip(actual), pair => Assert.InRange(Distance(pair.Second, pair.First), 0, 1e-6));
    }

    [Theory]
    [InlineData(0.7)]
    [InlineData(0)]
    public void Two_backward_passes_over_one_graph_give_twice_the_gradient_and_a_third_is_refused(double h)
    {
        var (maps, step) = (Maps(ScalarType.Float64, channelsLast: true), Step(perChannel: false, h));
        var loss = Loss(Arithmetic.Ours, maps, step);
        loss.backward(retain_graph: true);
        var once = step.grad!.clone();
        loss.backward();
        Assert.Equal(2 * once.item<double>(), step.grad!.item<double>(), 1e-12);
        Assert.Contains("backward through the graph a second time", Assert.Throws<ExternalException>(() => loss.backward()).Message);
    }

    [Fact]
    public void The_gradient_of_a_step_alone_can_be_asked_for()
    {
        var (maps, step) = (Maps(ScalarType.Float64, channelsLast: true), Step(perChannel: false, 0.7));
        var expected = autograd.grad([Loss(Arithmetic.Plain, maps, step)], [step])[0];
        Assert.Equal(expected.item<double>(), autograd.grad([Loss(Arithmetic.Ours, maps, step)], [step])[0].item<double>(), 1e-12);
    }

    /// <summary>x and y are kept by whoever reads x; h k is what they differ by. At h = 0 they do not tell, and the increment is kept.</summary>
    [Theory]
    [InlineData(0.7, 1)]
    [InlineData(0, 2)]
    public void A_sum_of_a_state_and_stages_keeps_no_stage(double h, int kept)
    {
        var before = HeldMemory.Settled().Bytes;
        var y = randn(2, 8, 32, 32).requires_grad_();
        var state = Extras.Branch(y, isStage: false);
        var map = HeldMemory.Now.Bytes - before;
        var step = Step(perChannel: false, h);
        var k = y * 0.5;
        var stage = Extras.Branch(k, isStage: true);
        k.Dispose();
        var x = Extras.Combine([state, new(new LearntFactor(step), stage, IsLast: true)])[0];
        Assert.Equal(kept, (HeldMemory.Now.Bytes - before - map) / map);
        x.sum().backward();
        Assert.Equal(y.sum().item<float>() * 0.5f, step.grad!.item<double>(), 1e-2);
    }

    /// <summary>Neither the sum nor the step says then what the stage was.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_step_of_0_has_a_gradient_where_the_sum_is_0_too(bool beginsWithZeros)
    {
        var stage = Extras.Branch(randn(2, 8, 4, 4).requires_grad_() * 1, isStage: true);
        var step = Step(perChannel: false, 0);
        Term last = new(new LearntFactor(step), stage, IsLast: true);
        var expected = stage.sum().item<float>();
        Extras.Combine(beginsWithZeros ? [zeros(2, 8, 4, 4), last] : [last])[0].sum().backward();
        Assert.Equal(expected, step.grad!.item<double>(), 1e-4);
    }

    /// <summary>Under autocast a state may come narrow from a convolution, and a stage wide from a norm; or the other way round.</summary>
    [Theory]
    [InlineData(ScalarType.BFloat16, ScalarType.Float32)]
    [InlineData(ScalarType.Float32, ScalarType.BFloat16)]
    public void Of_maps_of_two_types_the_sum_has_the_wider_one(ScalarType ofState, ScalarType ofStage)
    {
        var (state, stage) = (Maps(ofState, channelsLast: true)[0].detach(), Maps(ofStage, channelsLast: true)[1].detach());
        var expected = state.to(ScalarType.Float64) + (0.75 * stage.to(ScalarType.Float64));
        foreach (var extras in new[] { Extras, new PlainExtras() })
        {
            foreach (var isRecorded in new[] { true, false })
            {
                using IDisposable recording = isRecorded ? enable_grad() : no_grad();
                var sum = extras.Combine([state, new(0.5 * new LearntFactor(Step(perChannel: false, 1.5)), stage)])[0];
                Assert.Equal(ScalarType.Float32, sum.dtype);
                // A product is rounded as its map is, as PyTorch does it.
                Assert.InRange(Distance(sum, expected), 0, ofStage == ScalarType.Float32 ? 1e-6 : 2e-3);
                Term[] learnt = [(0.5 * new LearntFactor(Step(perChannel: false, 1.5)), stage), (0.5 * new LearntFactor(Step(perChannel: false, 2)), state)];
                var product = extras.Combine(learnt)[0];
                Assert.Equal(ScalarType.Float32, product.dtype);
            }
        }
    }

    [Fact]
    public void A_factor_that_a_first_block_does_not_have_is_absent()
    {
        Assert.True((2 * new LearntFactor(null)).IsAbsent);
        Assert.True((2 * new LearntFactor(ones(1)) * new LearntFactor(null)).IsAbsent);
        Assert.False((2 * new LearntFactor(ones(1))).IsAbsent);
        Assert.Equal(6, (3 * new LearntFactor(full(1, 2)) * new LearntFactor(ones(1))).Factor!.Value.Value!.item<float>() * 3);
    }

    private static ITorchExtras Extras => TorchExtras.Current;

    /// <summary>Two blocks' worth: y and two stages, each reading what is before it, the result out of a part and a whole.</summary>
    private static Tensor Loss(Arithmetic arithmetic, Tensor[] maps, Tensor step)
    {
        var h = new LearntFactor(step);
        var (combine, branch) = arithmetic;
        var y = branch(maps[0] * 1, false);
        for (var block = 0; block < 2; block++)
        {
            var k1 = branch(F(y * maps[1]), true);
            var x2 = combine([y, new(0.5 * h, k1)]);
            var part = combine([new(1.0 / 3, k1)]);
            var k2 = branch(F(x2 * maps[2]), true);
            y = branch(combine([y, new(h, part), new(2.0 / 3 * h, k2)]), false);
            // A learnt weight of states.
            y = combine([y, new(0.25 * h, maps[1]), new(-0.5 * h, y)]);
        }

        return (y * maps[3]).sum();
    }

    private static Tensor F(Tensor map) => map.square().neg().exp();

    private static Tensor[] Outcome(Arithmetic arithmetic, ScalarType dtype, bool channelsLast, bool perChannel, double h, int seed = 7)
    {
        var (maps, step) = (Maps(dtype, channelsLast, seed), Step(perChannel, h));
        var loss = Loss(arithmetic, maps, step);
        loss.backward();
        return [.. maps.Select(map => map.grad!), step.grad!];
    }

    private static Tensor[] SecondOrder(Arithmetic arithmetic, bool channelsLast, bool perChannel, double h)
    {
        var (maps, step) = (Maps(ScalarType.Float64, channelsLast), Step(perChannel, h));
        var first = autograd.grad([Loss(arithmetic, maps, step)], [step, maps[0]], retain_graph: true, create_graph: true);
        return [.. autograd.grad([first[0].pow(2).sum() + first[1].pow(3).sum()], [step, maps[0], maps[1]])];
    }

    private static Tensor[] Maps(ScalarType dtype, bool channelsLast, int seed = 7)
    {
        manual_seed(seed);
        // As the narrowest type holds them, so that all start from the same numbers.
        return [.. Enumerable.Range(0, 4).Select(_ => randn(2, Channels, 5, 7).to(ScalarType.BFloat16).to(dtype))
            .Select(map => (channelsLast ? Extras.ToChannelsLast(map) : map).detach().requires_grad_())];
    }

    // A state, large in a part of it, and the gradient of a sum, as the narrowest type holds them.
    private static (Tensor State, Tensor Gradient) UnevenMaps(string part, double size, int seed)
    {
        manual_seed(seed);
        long[] shape = part == "pixel" ? [2, Channels, 5, 6] : [32, 64, 8, 8];
        var (state, gradient) = (randn(shape), randn(shape));
        var large = part switch
        {
            "channels" => state[.., 16..],
            "corner" => state[.., .., 2..4, 5..7],
            _ => state[1.., .., 3..4, 4..5],
        };
        large.mul_(size);
        return (Rounded(state), Rounded(gradient));

        static Tensor Rounded(Tensor map) => Extras.ToChannelsLast(map).to(ScalarType.BFloat16).to(ScalarType.Float64);
    }

    // Where each channel has its own, one of them is none at all.
    private static Tensor Step(bool perChannel, double h)
    {
        var step = perChannel ? tensor([.. Enumerable.Range(0, (int)Channels).Select(c => 2 * h * c / Channels)]).view(Channels, 1, 1) : tensor(h);
        return step.detach().requires_grad_();
    }

    private static double Difference(Tensor tensor, Tensor direction, Func<Tensor> loss)
    {
        using var constant = no_grad();
        const double distance = 1e-5;
        tensor.add_(direction, alpha: distance);
        var ahead = loss().item<double>();
        tensor.add_(direction, alpha: -2 * distance);
        var behind = loss().item<double>();
        tensor.add_(direction, alpha: distance);
        return (ahead - behind) / (2 * distance);
    }

    private static double Distance(Tensor actual, Tensor expected) =>
        ((actual.to(ScalarType.Float64) - expected).norm() / (expected.norm() + 1e-30)).item<double>();

    /// <summary>How sums are computed.</summary>
    private sealed record Arithmetic(Func<Term[], Tensor> Combine, Func<Tensor, bool, Tensor> Branch)
    {
        public static Arithmetic Ours { get; } = Of(Extras);

        public static Arithmetic Plain { get; } = Of(new PlainExtras());

        /// <summary>As people write it: y = y + coefficient * h * k.</summary>
        public static Arithmetic TermByTerm { get; } = new(row => row.Select(Product).Aggregate((sum, product) => sum + product), (map, _) => map);

        private static Arithmetic Of(ITorchExtras extras) => new(row => extras.Combine(row)[0], extras.Branch);

        private static Tensor Product(Term term)
        {
            var product = term.Map * term.Weight.Number;
            return term.Weight.Factor?.Value is { } factor ? product * factor.to(term.Map.dtype) : product;
        }
    }
}

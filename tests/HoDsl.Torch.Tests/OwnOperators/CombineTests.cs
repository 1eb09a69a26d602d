using HoDsl.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Torch.Tests.OwnOperators;

/// <summary>Linear combinations and their gradients against libtorch's own sums and products.</summary>
public sealed class CombineTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var instructions in Instructions.OfThisProcessor)
        {
            foreach (var dtype in new[] { nameof(ScalarType.Float32), nameof(ScalarType.Float64), nameof(ScalarType.BFloat16) })
                cases.Add(dtype, instructions);
        }

        return cases;
    }

    public void Dispose() => _scope.Dispose();

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_combination_is_the_sum_of_its_products(string dtype, string instructions)
    {
        using var chosen = Instructions.Use(instructions);
        var type = Enum.Parse<ScalarType>(dtype);
        foreach (var count in new[] { 1, 2, 7, 18 })
        {
            // More elements than one thread's share, and a number of them that fills no vector.
            var maps = Enumerable.Range(0, count).Select(i => Map(i, 3, 5, 47, 101).to(type)).ToArray();
            var coefficients = Coefficients(count);
            var sum = Combine(maps, coefficients);
            var expected = maps.Zip(coefficients, (map, c) => map.to(ScalarType.Float64) * c).Aggregate((a, b) => a + b);
            // Terms are summed in single precision or better, and the sum is rounded once, to the 8 binary digits of a bfloat16.
            var ofTerms = type == ScalarType.Float64 ? 1e-14 : count * Math.Pow(2, -23);
            var ofSum = type == ScalarType.BFloat16 ? Math.Pow(2, -8) : 0;
            var terms = maps.Zip(coefficients, (map, c) => (map.to(ScalarType.Float64) * c).abs()).Aggregate((a, b) => a + b);
            var error = (sum.to(ScalarType.Float64) - expected).abs();
            Assert.True(error.le(expected.abs() * ofSum + terms * ofTerms).all().item<bool>());
            Assert.Equal(type, sum.dtype);
        }
    }

    [Fact]
    public void Sums_of_nothing_are_refused()
    {
        Term[] row = [(1, Map(1, 2, 3))];
        foreach (var extras in new[] { Extras, new PlainExtras() })
        {
            Assert.StartsWith("A combination has one or more sums", Assert.Throws<ArgumentException>(() => extras.Combine()).Message);
            Assert.StartsWith("A combination has one or more sums", Assert.Throws<ArgumentException>(() => extras.Combine(row, [])).Message);
        }
    }

    [Fact]
    public void Maps_in_other_layouts_types_and_shapes_combine_as_PyTorch_adds_them()
    {
        var (x, last, row) = (Map(1, 2, 3, 4, 5), Extras.ToChannelsLast(Map(2, 2, 3, 4, 5)), Map(3, 5));
        AssertClose(x * 0.5 + last * 2, Combine([x, last], [0.5, 2]));
        AssertClose(last * 0.5 + x * 2, Combine([last, x], [0.5, 2]));
        AssertClose(x + row * 3, Combine([x, row], [1, 3]));
        AssertClose(x + last.to(ScalarType.BFloat16).to(ScalarType.Float32) * 3, Combine([x, last.to(ScalarType.BFloat16)], [1, 3]));
        AssertClose(x[.., .., .., ..2] + last[.., .., .., ..2], Combine([x[.., .., .., ..2], last[.., .., .., ..2]], [1, 1]));
        Assert.Equal([0L, 5L], Combine([zeros(0, 5), zeros(0, 5)], [1, 2]).shape);
    }

    [Fact]
    public void Gradients_of_a_tableau_are_those_of_sums_and_products()
    {
        var (expected, actual) = (Gradients(Plain, x => x), Gradients(Combine, Branch));
        Assert.All(expected.Zip(actual), pair => AssertClose(pair.First, pair.Second));
    }

    [Fact]
    public void Gradients_of_certain_tensors_are_right_where_the_rest_of_the_graph_does_not_run()
    {
        foreach (var wanted in Enumerable.Range(0, 4))
        {
            var expected = Stages(Plain, x => x);
            var actual = Stages(Combine, Branch);
            AssertClose(
                autograd.grad([expected[^1].square().sum()], [expected[wanted]])[0],
                autograd.grad([actual[^1].square().sum()], [actual[wanted]])[0]);
        }
    }

    [Fact]
    public void A_partial_pass_leaves_nothing_to_the_next_one()
    {
        var stages = Stages(Combine, Branch);
        var loss = stages[^1].square().sum();
        autograd.grad([loss], [stages[3]], retain_graph: true);
        loss.backward(retain_graph: true);
        var once = stages[0].grad!.clone();
        loss.backward();
        AssertClose(Gradients(Plain, x => x)[0], once);
        AssertClose(once * 2, stages[0].grad!);
    }

    [OwnBindingFact(WithPackages.NoErrors)]
    public void A_pass_that_failed_leaves_nothing_to_the_next_one()
    {
        Tensor[] Of(Func<Tensor[], double[], Tensor> combine, Func<Tensor, Tensor> branch)
        {
            var x = Map(1, 3, 5, 7).requires_grad_();
            var stage = branch(x * 1.25);
            // The sum's gradient waits at the first stage when that of the second fails.
            return [x, combine([stage, branch(FailingOnce.apply(stage)[0])], [2, 3]).square().sum()];
        }

        var (expected, actual) = (Of(Plain, x => x), Of(Combine, Branch));
        // Often, as libtorch's bookkeeping of a pass may lie where that of the last one lay, or elsewhere.
        for (var i = 0; i < 20; i++)
        {
            foreach (var loss in new[] { expected[1], actual[1] })
            {
                FailingOnce.Fails = true;
                Assert.Throws<TimeZoneNotFoundException>(() => loss.backward(retain_graph: true));
                loss.backward(retain_graph: true);
            }
        }

        AssertClose(expected[0].grad!, actual[0].grad!);
    }

    [Fact]
    public void Gradients_can_be_differentiated()
    {
        Tensor SecondOrder(Func<Tensor[], double[], Tensor> combine, Func<Tensor, Tensor> branch)
        {
            var stages = Stages(combine, branch);
            var first = autograd.grad([stages[^1].pow(3).sum()], [stages[0]], retain_graph: true, create_graph: true)[0];
            return autograd.grad([first.square().sum()], [stages[0]])[0];
        }

        AssertClose(SecondOrder(Plain, x => x), SecondOrder(Combine, Branch));
    }

    [Fact]
    public void Without_gradients_there_is_no_graph()
    {
        var x = Map(1, 2, 3).requires_grad_();
        using (no_grad())
            Assert.False(Combine([Extras.Branch(x, isStage: true)], [2]).requires_grad);
        Assert.True(Combine([Extras.Branch(x, isStage: true)], [2]).requires_grad);
        Assert.False(Combine([Map(1, 2, 3)], [2]).requires_grad);
    }

    [Fact]
    public void A_map_that_is_given_up_takes_no_graph_along()
    {
        var y = Map(1, 2, 3).requires_grad_() * 2;
        using (no_grad())
            Assert.False(Extras.Combine([new Term(3, y, IsLast: true)])[0].requires_grad);
    }

    [Fact]
    public void Of_maps_of_two_types_the_sum_has_the_wider_one()
    {
        var (narrow, wide) = (Map(1, 2, 3).to(ScalarType.BFloat16), Map(2, 2, 3));
        AssertClose((narrow.to(ScalarType.Float32) * 0.5) + wide + (narrow.to(ScalarType.Float32) * 2), Combine([narrow, wide, narrow], [0.5, 1, 2]));
    }

    [Fact]
    public void Rows_of_one_moment_all_read_the_maps_as_they_were()
    {
        foreach (var recorded in new[] { true, false })
        {
            var (x, y, z) = (Map(1, 5, 40), Map(2, 5, 40), Map(3, 5, 40));
            var expected = new[] { x * 2 + y, y * 3, x - y + z * 0.5 };
            x.requires_grad = recorded;
            var rows = Extras.Combine([new(2, x), y], [new(3, y)], [new(1, x, IsLast: true), new(-1, y, IsLast: true), new(0.5, z, IsLast: true)]);
            Assert.All(expected.Zip(rows), pair => AssertClose(pair.First, pair.Second));
            Assert.True(x.IsInvalid && y.IsInvalid && z.IsInvalid);
        }
    }

    [Fact]
    public void A_row_takes_the_memory_of_a_map_that_nobody_else_holds()
    {
        var (x, y) = (Map(1, 64, 64), Map(2, 64, 64));
        var before = HeldMemory.Settled().Bytes;
        Extras.ResetPeakMemory(CPU);
        Extras.Combine([x, new(2, y, IsLast: true)]);
        Assert.Equal(new MemoryFigures(before, before), Extras.Memory(CPU));
    }

    [Fact]
    public void A_map_that_somebody_else_holds_keeps_its_numbers()
    {
        var (x, y) = (Map(1, 5, 40), Map(2, 5, 40));
        var (copy, view, recorded) = (x.clone(), x[1..], y.clone().requires_grad_());
        Extras.Combine([new(2, x, IsLast: true), y]);
        AssertClose(copy[1..], view);
        var kept = recorded * 1;
        var loss = kept.square().sum();
        Extras.Combine([y, new(3, kept, IsLast: true)]);
        loss.backward();
        AssertClose(y * 2, recorded.grad!);
    }

    [Fact]
    public void A_branch_shares_its_map()
    {
        var before = HeldMemory.Settled().Bytes;
        var x = Map(1, 64, 64).requires_grad_();
        var held = HeldMemory.Now.Bytes - before;
        Assert.Equal(x.data<float>(), Extras.Branch(x, isStage: true).data<float>());
        Assert.Equal(held, HeldMemory.Now.Bytes - before);
    }

    private static ITorchExtras Extras => TorchExtras.Current;

    private static Tensor Map(int seed, params long[] shape)
    {
        manual_seed(seed);
        return randn(shape);
    }

    private static double[] Coefficients(int count) => [.. Enumerable.Range(0, count).Select(i => Math.Cos(i) + 0.25)];

    private static Tensor Combine(Tensor[] maps, double[] coefficients) =>
        Extras.Combine([.. maps.Zip(coefficients, (map, c) => new Term(c, map))])[0];

    private static Tensor Branch(Tensor map) => Extras.Branch(map, isStage: true);

    private static Tensor Plain(Tensor[] maps, double[] coefficients) =>
        maps.Zip(coefficients, (map, c) => map * c).Aggregate((sum, product) => sum + product);

    private static Tensor[] Gradients(Func<Tensor[], double[], Tensor> combine, Func<Tensor, Tensor> branch)
    {
        var stages = Stages(combine, branch);
        stages[^1].square().sum().backward();
        return [stages[0].grad!];
    }

    /// <summary>x, and three stages of which each reads x and all before it, and the result: all with a graph behind them.</summary>
    private static Tensor[] Stages(Func<Tensor[], double[], Tensor> combine, Func<Tensor, Tensor> branch)
    {
        var x = Map(1, 3, 5, 7).requires_grad_();
        // No leaf, as in a network.
        var y = x * 1.25;
        var (read, stages) = (new List<Tensor> { branch(y) }, new List<Tensor>());
        for (var i = 0; i < 3; i++)
        {
            stages.Add((combine([.. read], Coefficients(read.Count)) * (i + 1)).square() * 0.1);
            read.Add(branch(stages[^1]));
        }

        return [x, .. stages, combine([.. read], Coefficients(read.Count))];
    }

    private static void AssertClose(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.Equal(expected.dtype, actual.dtype);
        Assert.True(expected.allclose(actual, rtol: 1e-5, atol: 1e-6), $"{(expected.to(ScalarType.Float64) - actual.to(ScalarType.Float64)).abs().max().item<double>()} apart");
    }

    /// <summary>The identity, whose backward pass fails when it is told to.</summary>
    private sealed class FailingOnce : autograd.MultiTensorFunction<FailingOnce>
    {
        public static bool Fails { get; set; }

        public override string Name => nameof(FailingOnce);

        public override List<Tensor> forward(autograd.AutogradContext ctx, params object?[] vars) => [((Tensor)vars[0]!).clone()];

        public override List<Tensor?> backward(autograd.AutogradContext ctx, List<Tensor?> grad_outputs)
        {
            (var fails, Fails) = (Fails, false);
            return fails ? throw new TimeZoneNotFoundException() : [grad_outputs[0]];
        }
    }
}

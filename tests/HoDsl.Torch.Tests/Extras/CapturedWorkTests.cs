using HoDsl.Tests;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Torch.Tests.Extras;

/// <summary>Work that is captured makes at each replay what it would have made.</summary>
public sealed class CapturedWorkTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    private static ITorchExtras Extras => TorchExtras.Current;

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void It_is_done_once_and_again_at_each_replay()
    {
        var (x, sum) = (ones(3), zeros(3));
        using var graph = Extras.Capture(CPU, _ => Within(() => sum.add_(x * 3)), [], out _);
        Assert.Equal([3f, 3f, 3f], sum.data<float>());
        x.fill_(2);
        graph.Replay();
        graph.Replay();
        Assert.Equal([15f, 15f, 15f], sum.data<float>());
    }

    [Fact]
    public void It_makes_results_of_the_inputs_of_each_replay()
    {
        using var graph = Captured(inputs => inputs[0].mul(inputs[1]).sum([0]), [ones(2, 3), ones(3)], out var first);
        Assert.Equal([2f, 2f, 2f], first.data<float>());
        Assert.Equal([6f, 9f, 12f], Only(graph.Replay(tensor([1f, 1f, 1f, 1f, 2f, 3f], [2, 3]), tensor([3f, 3f, 3f]))));
        Assert.Equal([0f, 0f, 0f], Only(graph.Replay(zeros(2, 3), ones(3))));
        AssertRecorded(graph);
    }

    /// <summary>The elements of an input are found by its strides.</summary>
    [Fact]
    public void Inputs_of_another_shape_or_layout_are_worked_on_too()
    {
        using var graph = Captured(inputs => inputs[0].sum([0]), [ones(2, 2)], out _);
        Assert.Equal([3f, 3f, 3f], Only(graph.Replay(ones(3, 3))));
        Assert.Equal([3f, 7f], Only(graph.Replay(tensor([1f, 2f, 3f, 4f], [2, 2]).t())));
        Assert.Equal([6f, 8f], Only(graph.Replay(tensor([1f, 2f, 3f, 4f, 5f, 6f], [3, 2])[TensorIndex.Slice(1)].sub(tensor([1f, 1f])))));
        Assert.Equal([8f, 10f], Only(graph.Replay(tensor([1f, 2f, 3f, 4f, 5f, 6f], [3, 2])[TensorIndex.Slice(1)])));
        AssertRecorded(graph);
    }

    /// <summary>Batches that are slices of one tensor.</summary>
    [Fact]
    public void Inputs_may_begin_anywhere_in_their_memory()
    {
        var all = arange(12, dtype: ScalarType.Float32);
        var works = 0;
        using var graph = Captured(inputs => { works++; return inputs[0].view(2, 2)[1].mul(2); }, [all.narrow(0, 4, 4)], out var first);
        Assert.Equal([12f, 14f], first.data<float>());
        Assert.Equal([20f, 22f], Only(graph.Replay(all.narrow(0, 8, 4))));
        Assert.Equal([4f, 6f], Only(graph.Replay(all.narrow(0, 0, 4))));
        Assert.Equal(1, works);
        AssertRecorded(graph);
    }

    [Fact]
    public void Places_in_the_memory_of_an_input_are_not_places_in_the_input()
    {
        var all = arange(12, dtype: ScalarType.Float32);
        using var graph = Captured(inputs => ((Tensor)Extras.CallOperator("aten::as_strided", inputs[0], new long[] { 2 }, new long[] { 1 }, 5L)[0]!).mul(2), [all.narrow(0, 4, 4)], out _);
        Assert.Equal([10f, 12f], Only(graph.Replay(all.narrow(0, 8, 4))));
    }

    /// <summary>What lies beside it goes.</summary>
    [Fact]
    public void Of_an_empty_view_nothing_is_kept()
    {
        var input = ones(100_000);
        var held = HeldMemory.Settled().Bytes;
        using var graph = Captured(
            inputs =>
            {
                using var map = inputs[0].mul(2);
                using Tensor some = map.narrow(0, 0, 3), none = map.narrow(0, 5, 0);
                return cat([some, none], 0);
            },
            [input],
            out _);
        Assert.InRange(HeldMemory.Settled().Bytes - held, 0, 100_000);
        Assert.Equal([6f, 6f, 6f], Only(graph.Replay(full([100_000], 3f))));
        AssertRecorded(graph);
    }

    [Fact]
    public void What_it_finds_may_have_changed()
    {
        var weight = ones(2);
        using var graph = Captured(inputs => inputs[0].view(2).mul(weight), [ones(1, 2)], out _);
        weight.add_(tensor([1f, 2f]));
        Assert.Equal([2f, 3f], Only(graph.Replay(ones(1, 2))));
        AssertRecorded(graph);
    }

    [Fact]
    public void Views_show_what_operators_in_place_have_written()
    {
        using var graph = Captured(
            inputs =>
            {
                var map = inputs[0].add(1);
                map[0].mul_(10);
                map.t()[1].add_(inputs[0][0]);
                return map.flatten()[TensorIndex.Slice(1)];
            },
            [zeros(2, 2)],
            out _);
        Assert.Equal([31f, 5f, 7f], Only(graph.Replay(tensor([1f, 2f, 4f, 4f], [2, 2]))));
        AssertRecorded(graph);
    }

    [Fact]
    public void Random_numbers_go_on()
    {
        Tensor Noisy(Tensor[] inputs) => functional.dropout(inputs[0], 0.5).add(rand(4)).add(empty([4]).uniform_(0, 1));
        manual_seed(4);
        var asked = Enumerable.Range(0, 3).SelectMany(_ => Noisy([ones(4)]).data<float>()).ToArray();
        manual_seed(4);
        using var graph = Captured(Noisy, [ones(4)], out var first);
        Assert.Equal(asked, first.data<float>().Concat(Only(graph.Replay(ones(4)))).Concat(Only(graph.Replay(ones(4)))));
        AssertRecorded(graph);
    }

    public static TheoryData<string, Func<Tensor[], Tensor>> Moves => new()
    {
        { "numbers drawn twice", _ => DrawnFrom(get_rng_state()) },
        { "numbers that were drawn before, and later ones", inputs => DrawnFrom(inputs[0]) },
        { "a seed", _ => { manual_seed(3); return rand(2); } },
        { "a state that is shared", _ => { Extras.RandomState(CPU); return DrawnFrom(Extras.RandomState(CPU)); } },
        { "a state that is not shared, as a number was drawn", _ => { Extras.RandomState(CPU); return rand(2).add(DrawnFrom(Extras.RandomState(CPU))); } },
        { "a state that is by accident the one before", inputs =>
            {
                var last = Extras.RandomState(CPU);
                set_rng_state(inputs[0]);
                return DrawnFrom(Extras.RandomState(CPU));
            }
        },
        { "a seed that is by accident the one before", _ =>
            {
                var last = Extras.RandomState(CPU);
                manual_seed(4);
                return DrawnFrom(Extras.RandomState(CPU));
            }
        },
    };

    /// <summary>And so do those that are drawn before a state is set back.</summary>
    [Theory, MemberData(nameof(Moves))]
    public void Random_numbers_go_on_where_they_are_set_back(string what, Func<Tensor[], Tensor> work)
    {
        manual_seed(4);
        var states = Enumerable.Range(0, 3).Select(_ => { var state = get_rng_state(); rand(5); return state; }).ToArray();
        manual_seed(4);
        var asked = states.SelectMany(state => Drawn(work([state]))).ToArray();
        manual_seed(4);
        using var graph = Captured(work, [states[0]], out var first);
        float[] replayed = [.. Drawn(first), .. states[1..].SelectMany(state => Drawn(Assert.Single(graph.Replay(state))))];
        Assert.True(asked.SequenceEqual(replayed), what);
        AssertRecorded(graph);
    }

    /// <summary>Twice the same numbers, and their difference from others.</summary>
    private static Tensor DrawnFrom(Tensor state)
    {
        set_rng_state(state);
        var first = rand(2);
        set_rng_state(state);
        return first.add(rand(2)).sub(rand(2));
    }

    private static float[] Drawn(Tensor result) => [.. result.data<float>(), .. rand(2).data<float>()];

    /// <summary>Of none, none is drawn: two states are alike that will not be.</summary>
    [Fact]
    public void How_many_numbers_are_drawn_may_depend_on_numbers()
    {
        using var graph = Captured(
            inputs =>
            {
                var before = Extras.RandomState(CPU);
                Extras.CallOperator("aten::poisson", inputs[0]);
                var drawn = DrawnFrom(Extras.RandomState(CPU));
                return drawn.add(before.sum());
            },
            [zeros(4)],
            out _);
        manual_seed(4);
        var before = get_rng_state();
        Extras.CallOperator("aten::poisson", ones(4));
        var asked = DrawnFrom(get_rng_state()).add(before.sum());
        manual_seed(4);
        Assert.Equal(asked.data<float>(), Only(graph.Replay(ones(4))));
        AssertRecorded(graph);
    }

    /// <summary>Deep bodies ask in front of each stage, and few stages draw.</summary>
    [Fact]
    public void A_state_costs_memory_only_if_something_was_drawn_since()
    {
        var first = Extras.RandomState(CPU);
        var bytes = Extras.Memory(CPU)!.Value.Bytes;
        var second = Extras.RandomState(CPU);
        Assert.Equal(bytes, Extras.Memory(CPU)!.Value.Bytes);
        Assert.Equal(first.bytes.ToArray(), second.bytes.ToArray());
        rand(1).Dispose();
        var third = Extras.RandomState(CPU);
        Assert.Equal(bytes + third.numel(), Extras.Memory(CPU)!.Value.Bytes);
        Assert.NotEqual(first.bytes.ToArray(), third.bytes.ToArray());
        // What TorchSharp's own function gives is its caller's.
        var own = get_rng_state();
        Assert.Equal(bytes + (2 * own.numel()), Extras.Memory(CPU)!.Value.Bytes);
    }

    [Fact]
    public void Backward_passes_give_leaves_new_gradients()
    {
        var (weight, unused) = (ones(2).requires_grad_(), ones(2).requires_grad_());
        using var graph = Captured(
            inputs =>
            {
                (weight.grad, unused.grad) = (null, null);
                var loss = inputs[0].mul(weight).pow(2).sum();
                loss.backward();
                return loss.detach();
            },
            [ones(2)],
            out _);
        var before = weight.grad;
        Assert.Equal([5f], Only(graph.Replay(tensor([1f, 2f]))));
        Assert.Equal([2f, 8f], weight.grad!.data<float>());
        Assert.Equal([2f, 2f], before!.data<float>());
        Assert.Null(unused.grad);
        AssertRecorded(graph);
    }

    /// <summary>A graph from before, a leaf that only its branch is read of, and one that had a gradient and gets none.</summary>
    [Fact]
    public void Every_leaf_has_the_gradient_that_the_work_leaves_it()
    {
        var (early, branched, idle) = (ones(2).requires_grad_(), ones(1, 2, 2, 2).requires_grad_(), ones(2).requires_grad_());
        var before = early.mul(tensor([3f, 4f])).sum();
        using var graph = Captured(
            inputs =>
            {
                (early.grad, branched.grad, idle.grad) = (null, null, null);
                before.backward([inputs[0]], retain_graph: true);
                Extras.Combine([(2.0, Extras.Branch(branched, isStage: false))])[0].mul(inputs[0]).sum().backward();
                return inputs[0].add(1);
            },
            [tensor(1f)],
            out _);
        idle.sum().backward();
        graph.Replay(tensor(10f));
        Assert.Equal([30f, 40f], early.grad!.data<float>());
        Assert.All(branched.grad!.data<float>(), number => Assert.Equal(20f, number));
        Assert.Null(idle.grad);
        AssertRecorded(graph);
    }

    [Fact]
    public void A_learnt_factor_is_read_each_time()
    {
        var (factor, channels) = (full([], 2.0).requires_grad_(), ones(8, 1, 1).requires_grad_());
        Tensor Weighed(Tensor[] inputs)
        {
            (factor.grad, channels.grad) = (null, null);
            var branch = Extras.Branch(inputs[0].mul(1).requires_grad_(), isStage: false);
            var sums = Extras.Combine([(new LearntFactor(factor), branch), (0.5, branch)], [(new LearntFactor(channels), branch)]);
            return Backward(sums[0].add(sums[1]).mul(inputs[0]).sum());
        }

        using var graph = Captured(Weighed, [ones(1, 8, 2, 2)], out var loss);
        Assert.Equal([(2.5f + 1) * 32], loss.data<float>());
        using (no_grad())
        {
            factor.fill_(1);
            channels.fill_(3);
        }

        Assert.Equal([4.5f * 4 * 32], Only(graph.Replay(full([1, 8, 2, 2], 2.0))));
        Assert.Equal([128f], factor.grad!.data<float>());
        Assert.Equal(Enumerable.Repeat(16f, 8), channels.grad!.data<float>());
        AssertRecorded(graph);
    }

    /// <summary>A gradient that passes through unchanged when it is recorded.</summary>
    [Fact]
    public void A_learnt_factor_may_be_1_at_first()
    {
        var (factor, weight) = (ones([]).requires_grad_(), ones(1, 2, 2, 2).requires_grad_());
        using var graph = Captured(
            inputs =>
            {
                (factor.grad, weight.grad) = (null, null);
                return Backward(Extras.Combine([(new LearntFactor(factor), Extras.Branch(weight, isStage: false))])[0].mul(inputs[0]).sum());
            },
            [ones(1, 2, 2, 2)],
            out _);
        using (no_grad())
            factor.fill_(3);
        graph.Replay(full([1, 2, 2, 2], 2.0));
        Assert.All(weight.grad!.data<float>(), number => Assert.Equal(6f, number));
        Assert.Equal(16f, factor.grad!.item<float>());
        AssertRecorded(graph);
    }

    /// <summary>What is made anew in each replay is gone when it has been read.</summary>
    [Fact]
    public void A_replay_holds_no_more_at_once_than_the_work_and_nothing_afterwards()
    {
        Tensor Long(Tensor[] inputs) => Enumerable.Range(0, 20).Aggregate(inputs[0].add(0), (map, _) => Freed(map, map.add(1)));
        var input = zeros(1 << 14);
        var held = Peak(() => Long([input]).Dispose());
        using var graph = Captured(Long, [input], out _);
        Assert.True(Peak(() => graph.Replay(input)[0].Dispose()) <= held);
        Assert.Equal(20f, Only(graph.Replay(input)).First());

        static Tensor Freed(Tensor before, Tensor after)
        {
            before.Dispose();
            return after;
        }

        static long Peak(Action work)
        {
            var before = Extras.Memory(CPU)!.Value.Bytes;
            Extras.ResetPeakMemory(CPU);
            work();
            Assert.Equal(before, Extras.Memory(CPU)!.Value.Bytes);
            return Extras.Memory(CPU)!.Value.PeakBytes - before;
        }
    }

    /// <summary>Libtorch makes tensors of them without an operator.</summary>
    [Fact]
    public void Numbers_in_the_place_of_tensors_are_the_same_each_time()
    {
        using var graph = Captured(inputs => (Tensor)Extras.CallOperator("aten::where.ScalarOther", inputs[0].gt(0), inputs[0], 0.5)[0]!, [ones(2)], out _);
        Assert.Equal([3f, 0.5f], Only(graph.Replay(tensor([3f, -4f]))));
        AssertRecorded(graph);
    }

    [Fact]
    public void The_plain_way_does_the_work_anew_and_says_so()
    {
        using var graph = new PlainExtras().Capture(CPU, inputs => [inputs[0].mul(2)], [ones(2)], out var first);
        Assert.Equal([2f, 2f], Only(first));
        Assert.Equal([6f, 6f], Only(graph.Replay(full([2], 3.0))));
        Assert.Contains("packages", graph.Obstacle);
        Assert.False(new PlainExtras().SupportsGraphs(CPU));
    }

    /// <summary>What autocast cast before the work is not taken for what the work finds.</summary>
    [Fact]
    public void Weights_that_were_cast_before_are_cast_anew()
    {
        var (x, w) = (ones(1, 1, 1, 1), ones(1, 1, 1, 1).requires_grad_());
        using var autocast = Extras.Autocast(CPU, ScalarType.BFloat16);
        functional.conv2d(x, w);
        using var graph = Captured(inputs => functional.conv2d(inputs[0], w).to(ScalarType.Float32).detach(), [x], out _);
        using (no_grad())
            w.fill_(2);
        Extras.ForgetCastWeights();
        Assert.Equal([2f], Only(graph.Replay(x)));
        AssertRecorded(graph);
    }

    /// <summary>The precision is that of the recording.</summary>
    [Fact]
    public void A_replay_in_a_scope_of_autocast_computes_as_it_was_recorded()
    {
        var weight = randn(4, 4);
        using var graph = Captured(inputs => inputs[0].matmul(weight), [randn(4, 4)], out _);
        var input = randn(4, 4);
        var asked = input.matmul(weight).data<float>().ToArray();
        using (Extras.Autocast(CPU, ScalarType.BFloat16))
            Assert.Equal(asked, Only(graph.Replay(input)));
        AssertRecorded(graph);
    }

    public static TheoryData<string, Func<Tensor, Tensor>> Obstacles => new()
    {
        { "reads or writes elements", x => x.mul(x.sum().item<float>()) },
        { "reads the numbers", x => x.mul(x.sum().ToScalar()) },
        { "reads or writes the bytes", x => x.mul(x.bytes[0] + 1) },
        { "shape depends on numbers", x => x[TensorIndex.Tensor(x.gt(0))] },
        { "writes over numbers", x => tensor([1f, 1f]).add_(x) },
        { "reads the numbers", x => (Tensor)Extras.CallOperator("aten::tensor_split.tensor_indices_or_sections", x, tensor([1L]).add(x[0].lt(0).to(ScalarType.Int64)), 0L)[0]! },
        { "such of another type", x => ((Tensor)Extras.CallOperator("aten::view.dtype", x.mul(1), (long)ScalarType.Int32)[0]!).add(1).to(ScalarType.Float32) },
        { "changes the shape", x => (Tensor)Extras.CallOperator("aten::add.out", x, x, 1L, empty([0]))[0]! },
        { "writes over numbers", x => Mean(x, "aten::batch_norm") },
        { "writes over numbers", x => Mean(x, "hodsl::batch_norm_relu") },
        { "tensor", x => (Tensor)Extras.CallOperator("aten::to_dense", (Tensor)Extras.CallOperator("aten::to_sparse.sparse_dim", x, 1L)[0]!)[0]! },
        { "no tensor", x => x.mul((bool)Extras.CallOperator("aten::is_same_size", x, x)[0]! ? 2 : 1) },
        { "gives them away", x => tensor(x.shape[0] + 0.5f) },
        { "changes the shape", x => (Tensor)Extras.CallOperator("aten::t_", x.view(2, 1))[0]! },
        { "changes the shape", x => BeforeAndAfter(x, tensor([1f, 2f, 3f, 4f], [2, 2])) },
        { "leaves of its own", x => x.mul(2).detach().requires_grad_() },
        { "leaves of its own", x => x.narrow(0, 0, 0).mul(2).detach().requires_grad_() },
        { "by its operator", x => Derivative(x) },
    };

    /// <summary>Statistics that begin anew each time: with the norm of libtorch, and with the one that ends with a ReLU.</summary>
    private static Tensor Mean(Tensor x, string norm)
    {
        var (one, zero, mean, variance) = (ones(1), zeros(1), tensor([0f]), tensor([1f]));
        Extras.CallOperator(norm, norm.StartsWith("aten", StringComparison.Ordinal)
            ? [x.view(1, 1, 1, 2), one, zero, mean, variance, true, 0.1, 1e-5, false]
            : [x.view(1, 1, 1, 2), one, zero, mean, variance, true, 0.1, 1e-5]);
        return mean.mul(1);
    }

    private static Tensor BeforeAndAfter(Tensor x, Tensor numbers)
    {
        var before = x.add(numbers);
        Extras.CallOperator("aten::t_", numbers);
        return before.sub(x.add(numbers)).flatten();
    }

    private static Tensor Derivative(Tensor x)
    {
        var leaf = ones(2).requires_grad_();
        Extras.CallOperator("aten::_backward", leaf.mul(x).sum(), Array.Empty<Tensor>(), (Tensor?)null, (Tensor?)null, false);
        return leaf.grad!;
    }

    /// <summary>Whatever the numbers are, the work makes of them what it makes without a recording.</summary>
    [Theory, MemberData(nameof(Obstacles))]
    public void What_depends_on_more_than_operators_is_asked_for_again(string obstacle, Func<Tensor, Tensor> work)
    {
        using var graph = Captured(inputs => work(inputs[0]), [ones(2)], out _);
        Assert.Contains(obstacle, graph.Obstacle);
        var other = tensor([3f, -4f]);
        Assert.Equal(work(other).data<float>(), Only(graph.Replay(other)));
    }

    /// <summary>Average pools over whole channels-last maps do so.</summary>
    [Fact]
    public void What_the_work_has_made_may_show_other_elements()
    {
        using var graph = Captured(
            inputs =>
            {
                var map = inputs[0].add(1);
                var first = map.mul(1);
                Extras.CallOperator("aten::t_", map);
                map[0].mul_(2);
                return stack([first, map]);
            },
            [zeros(2, 2)],
            out _);
        Assert.Equal([2f, 3f, 4f, 5f, 4f, 8f, 3f, 5f], Only(graph.Replay(tensor([1f, 2f, 3f, 4f], [2, 2]))));
        AssertRecorded(graph);
    }

    [Fact]
    public void What_the_work_finds_may_not()
    {
        var found = tensor([1f, 2f, 3f, 4f], [2, 2]);
        using var graph = Captured(inputs => inputs[0].add((Tensor)Extras.CallOperator("aten::t_", found)[0]!), [zeros(2, 2)], out _);
        Assert.Contains("changes the shape", graph.Obstacle);
        Assert.Equal([1f, 2f, 3f, 4f], Only(graph.Replay(zeros(2, 2))));
    }

    [Fact]
    public void Memory_that_nobody_has_filled_is_not_read()
    {
        using var graph = Captured(inputs => inputs[0].add(empty([2])), [ones(2)], out _);
        Assert.Contains("fills tensors otherwise than by operators", graph.Obstacle);
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Gradients_are_not_recorded_that_are_added_up(bool areThere)
    {
        var weight = ones(2).requires_grad_();
        if (areThere) weight.sum().backward();
        using var graph = Captured(inputs => Backward(inputs[0].mul(weight).sum()), [ones(2)], out _);
        Assert.Contains("gives gradients", graph.Obstacle);
        graph.Replay(ones(2));
        Assert.Equal(areThere ? [3f, 3f] : [2f, 2f], weight.grad!.data<float>());
        weight.grad = null;
        graph.Replay(tensor([3f, 4f]));
        Assert.Equal([3f, 4f], weight.grad!.data<float>());
    }

    /// <summary>Autograd may hand a leaf the numbers that the caller gave, for all that comes after.</summary>
    [Fact]
    public void A_gradient_of_given_numbers_is_a_new_one_each_time()
    {
        var weight = ones(2).requires_grad_();
        using var graph = Captured(
            inputs =>
            {
                weight.grad = null;
                weight.view(2).backward([tensor([5f, 6f])]);
                return inputs[0].add(1);
            },
            [ones(2)],
            out _);
        for (var i = 0; i < 2; i++)
        {
            weight.grad!.mul_(10);
            graph.Replay(ones(2));
            Assert.Equal([5f, 6f], weight.grad!.data<float>());
        }
    }

    [Fact]
    public void A_gradient_that_is_set_is_set_each_time()
    {
        var weight = ones(2).requires_grad_();
        using var graph = Captured(
            inputs =>
            {
                weight.grad = inputs[0].mul(2);
                return inputs[0].add(1);
            },
            [ones(2)],
            out _);
        Assert.Contains("sets the gradient", graph.Obstacle);
        graph.Replay(tensor([3f, 4f]));
        Assert.Equal([6f, 8f], weight.grad!.data<float>());
    }

    [Fact]
    public void Steps_of_an_optimizer_are_taken_each_time()
    {
        var weight = new TorchSharp.Modules.Parameter(ones(2));
        var optimizer = optim.SGD([weight], 0.5);
        using var graph = Captured(
            inputs =>
            {
                weight.grad = null;
                var loss = Backward(inputs[0].mul(weight).sum());
                optimizer.step();
                return loss;
            },
            [ones(2)],
            out _);
        Assert.Contains("optimizer", graph.Obstacle);
        graph.Replay(tensor([1f, 2f]));
        Assert.Equal([0f, -0.5f], weight.detach().data<float>());
    }

    /// <summary>A gradient whose elements are one and the same, and a stage whose factor is read off a sum where that is exact enough.</summary>
    [Theory, InlineData(false, "by numbers that it reads"), InlineData(true, "decides by numbers")]
    public void A_learnt_factor_decides_each_time(bool isStage, string obstacle)
    {
        var (factor, weight) = (full([], 2.0).requires_grad_(), ones(1, 2, 2, 2).requires_grad_());
        Tensor Work(Tensor[] inputs)
        {
            (factor.grad, weight.grad) = (null, null);
            var branch = Extras.Branch(isStage ? weight.mul(inputs[0]) : weight, isStage);
            var sum = Extras.Combine(isStage ? [(1.0, inputs[0]), (new LearntFactor(factor), branch)] : [(new LearntFactor(factor), branch)])[0];
            return Backward(isStage ? sum.mul(inputs[0]).sum() : sum.sum());
        }

        using var graph = Captured(Work, [ones(1, 2, 2, 2)], out _);
        Assert.Contains(obstacle, graph.Obstacle);
        using (no_grad())
            factor.fill_(3);
        graph.Replay(full([1, 2, 2, 2], 2.0));
        Assert.All(weight.grad!.data<float>(), number => Assert.Equal(isStage ? 12f : 3f, number));
        Assert.Equal(isStage ? 32f : 8f, factor.grad!.item<float>());
    }

    [Fact]
    public void A_gradient_from_before_is_another_one_each_time()
    {
        var weight = ones(2).requires_grad_();
        weight.sum().backward();
        Tensor Before(Tensor[] inputs)
        {
            var before = weight.grad!.clone();
            weight.grad = null;
            inputs[0].mul(weight).sum().backward();
            return before;
        }

        using var graph = Captured(Before, [full([2], 2.0)], out _);
        Assert.Contains("reads a gradient that was there before", graph.Obstacle);
        Assert.Equal([2f, 2f], Only(graph.Replay(full([2], 3.0))));
        Assert.Equal([3f, 3f], Only(graph.Replay(full([2], 4.0))));
    }

    [Fact]
    public void Results_keep_their_backward_graph()
    {
        var weight = ones(2).requires_grad_();
        using var graph = Captured(inputs => inputs[0].mul(weight), [ones(2)], out _);
        Assert.Contains("gives results with a backward graph", graph.Obstacle);
        graph.Replay(tensor([3f, 4f]))[0].sum().backward();
        Assert.Equal([3f, 4f], weight.grad!.data<float>());
    }

    [Fact]
    public void Inputs_may_be_leaves_or_one_and_the_same()
    {
        using var graph = Captured(inputs => Backward(inputs[0].mul(2).sum()), [ones(2).requires_grad_()], out _);
        Assert.Contains("require a gradient", graph.Obstacle);
        var leaf = ones(2).requires_grad_();
        graph.Replay(leaf);
        Assert.Equal([2f, 2f], leaf.grad!.data<float>());
        leaf.grad = null;
        var weight = ones(2).requires_grad_();
        using var later = Captured(
            inputs =>
            {
                weight.grad = null;
                return Backward(inputs[0].mul(weight).sum());
            },
            [ones(2)],
            out _);
        later.Replay(leaf);
        Assert.Equal([1f, 1f], leaf.grad!.data<float>());
        AssertRecorded(later);
        var same = ones(2);
        using var twice = Captured(inputs => inputs[0].add(inputs[1]), [same, same], out _);
        Assert.Contains("share memory", twice.Obstacle);
        Assert.Equal([3f, 3f], Only(twice.Replay(ones(2), full([2], 2.0))));
    }

    /// <summary>A view of a weight's memory is not taken for a view of what the weight has now.</summary>
    [Fact]
    public void Weights_may_be_given_other_memory()
    {
        using var linear = Linear(2, 1, hasBias: false);
        using var graph = Captured(inputs => linear.call(inputs[0]).detach(), [ones(1, 2)], out var first);
        Assert.Null(graph.Obstacle);
        linear.to(ScalarType.Float64).to(ScalarType.Float32);
        using (no_grad())
            linear.weight!.mul_(2);
        Assert.Equal(2 * first.item<float>(), Only(graph.Replay(ones(1, 2))).Single());
    }

    [Fact]
    public void What_another_thread_makes_is_made_each_time()
    {
        using var graph = Captured(AddedTo, [ones(2)], out _);
        Assert.Contains("another thread", graph.Obstacle);
        Assert.Equal([11f, 11f], Only(graph.Replay(full([2], 5.0))));

        static Tensor AddedTo(Tensor[] inputs)
        {
            Tensor? made = null;
            var thread = new Thread(() => made = inputs[0].mul(2));
            thread.Start();
            thread.Join();
            using (made)
                return made!.add(1);
        }
    }

    /// <summary>The system gives so large a block of memory back at once, and again.</summary>
    [Fact]
    public void What_another_thread_makes_where_the_work_has_given_memory_up_is_not_the_works()
    {
        const int many = 1 << 24;
        using var graph = Captured(
            inputs =>
            {
                using (var own = inputs[0].mul(3))
                    own.add_(1);
                Tensor? made = null;
                var thread = new Thread(() => made = inputs[0].mul(2));
                thread.Start();
                thread.Join();
                using (made)
                    return made!.sum();
            },
            [ones(many)],
            out _);
        Assert.Contains("another thread", graph.Obstacle);
    }

    [Fact]
    public void What_a_thread_has_made_while_another_one_recorded_is_its_own()
    {
        string? obstacle = "none was captured";
        using var graph = Captured(
            inputs =>
            {
                var thread = new Thread(() =>
                {
                    using var scope = NewDisposeScope();
                    var weight = ones(2);
                    using var other = Captured(own => own[0].mul(weight), [ones(2)], out _);
                    obstacle = other.Obstacle;
                });
                thread.Start();
                thread.Join();
                return inputs[0].add(1);
            },
            [ones(2)],
            out _);
        Assert.Null(obstacle);
        AssertRecorded(graph);
    }

    /// <summary>Where a norm's running statistics are used, whether it is folded into the convolution depends on numbers.</summary>
    [Fact]
    public void Inference_of_chains_is_as_ever()
    {
        manual_seed(2);
        using var convolution = Conv2d(16, 64, 3, padding: 1, bias: false);
        using var norm = BatchNorm2d(64);
        norm.eval();
        Tensor Inferred(Tensor[] inputs)
        {
            using var constant = no_grad();
            return Extras.Chain([convolution, norm], inputs[0]);
        }

        var map = Extras.ToChannelsLast(randn(32, 16, 32, 32));
        using var graph = Captured(Inferred, [map], out var first);
        Assert.Contains("fold", graph.Obstacle);
        Assert.Equal(Inferred([map]).contiguous().bytes.ToArray(), first.contiguous().bytes.ToArray());
    }

    /// <summary>Frozen norms, and autocast behind a map in single precision that requires a gradient.</summary>
    [Fact]
    public void Chains_and_norms_are_recorded_in_every_mode()
    {
        using var convolution = Conv2d(4, 4, 3, padding: 1, bias: false);
        using var norm = BatchNorm2d(4);
        using var frozen = BatchNorm2d(4);
        frozen.eval();
        Tensor Work(Tensor[] inputs)
        {
            (convolution.weight.grad, norm.weight!.grad, norm.bias!.grad, frozen.weight!.grad, frozen.bias!.grad) = (null, null, null, null, null);
            using var autocast = Extras.Autocast(CPU, ScalarType.BFloat16);
            var map = Extras.ToChannelsLast(inputs[0]).mul(frozen.weight!.view(-1, 1, 1));
            return Backward(frozen.call(Extras.Chain([convolution, norm], map).to(ScalarType.Float32)).square().mean());
        }

        var other = randn(2, 4, 8, 8);
        var asked = Work([other]);
        var gradient = convolution.weight.grad!.clone();
        using var graph = Captured(Work, [randn(2, 4, 8, 8)], out _);
        Assert.Equal(asked.data<float>(), Only(graph.Replay(other)));
        Assert.Equal(gradient.data<float>(), convolution.weight.grad!.data<float>());
        AssertRecorded(graph);
    }

    /// <summary>As it does where no replay changes it.</summary>
    [Fact]
    public void Autograd_notices_what_a_replay_changes()
    {
        var map = full([2], 2.0);
        using var graph = Captured(inputs => Changed(map, inputs[0]), [ones(2)], out _);
        var leaf = ones(2).requires_grad_();
        var squares = leaf.mul(map).sum();
        graph.Replay(ones(2));
        Assert.Contains("modified by an inplace operation", Assert.ThrowsAny<Exception>(() => squares.backward()).Message);
        AssertRecorded(graph);

        static Tensor Changed(Tensor map, Tensor by)
        {
            map.add_(by);
            return by.add(1);
        }
    }

    [Fact]
    public void Hooks_are_called_at_each_replay_whenever_they_were_added()
    {
        var calls = 0;
        using var module = ReLU();
        using var graph = Captured(inputs => module.call(inputs[0]), [ones(2)], out _);
        Assert.Null(graph.Obstacle);
        module.register_forward_hook((_, _, result) =>
        {
            calls++;
            return result;
        });
        graph.Replay(ones(2));
        graph.Replay(ones(2));
        Assert.Equal(2, calls);
        using var later = Captured(inputs => module.call(inputs[0]), [ones(2)], out _);
        Assert.Contains("hooks", later.Obstacle);
    }

    [Fact]
    public void Hooks_of_modules_of_two_inputs_are_called_too()
    {
        var calls = 0;
        using var loss = new Difference();
        loss.register_forward_hook((_, _, _, result) =>
        {
            calls++;
            return result;
        });
        using var graph = Captured(inputs => loss.call(inputs[0], inputs[1]), [ones(2), ones(2)], out _);
        graph.Replay(ones(2), ones(2));
        Assert.Contains("hooks", graph.Obstacle);
        Assert.Equal(2, calls);
    }

    [Fact]
    public void Work_that_fails_leaves_no_recording_behind()
    {
        Assert.Throws<InvalidOperationException>(() => Captured(inputs => throw new InvalidOperationException(), [ones(1)], out _));
        Assert.ThrowsAny<Exception>(() => Captured(inputs => inputs[0].add(ones(7)), [ones(2)], out _));
        using var graph = Captured(inputs => inputs[0].add(1), [ones(1)], out _);
        Assert.Equal([3f], Only(graph.Replay(full([1], 2f))));
        AssertRecorded(graph);
    }

    [Fact]
    public void A_replay_within_other_work_is_no_part_of_its_recording()
    {
        using var inner = Captured(inputs => inputs[0].mul(2), [ones(2)], out _);
        using var graph = Captured(inputs => inner.Replay(inputs)[0].add(1), [ones(2)], out _);
        Assert.Contains("replays other work", graph.Obstacle);
        Assert.Equal([7f, 7f], Only(graph.Replay(full([2], 3.0))));
    }

    [Fact]
    public void Work_within_work_that_is_recorded_is_refused() => Assert.Contains(
        "recorded already",
        Assert.ThrowsAny<Exception>(() => Captured(inputs => Captured(inner => inner[0].add(1), inputs, out var result) is null ? inputs[0] : result, [ones(1)], out _)).Message);

    [Fact]
    public void Threads_replay_side_by_side()
    {
        using var graph = Captured(inputs => inputs[0].mul(2).add(1), [ones(64)], out _);
        Parallel.For(0, 8, thread =>
        {
            using var scope = NewDisposeScope();
            for (var i = 0; i < 100; i++)
                Assert.All(Only(graph.Replay(full([64], (float)thread))), number => Assert.Equal((2 * thread) + 1, number));
        });
    }

    [Fact]
    public void After_dispose_nothing_is_replayed()
    {
        var graph = Captured(inputs => inputs[0].add(1), [ones(1)], out _);
        graph.Dispose();
        graph.Dispose();
        Assert.Throws<ObjectDisposedException>(() => graph.Replay(ones(1)));
    }

    private static Tensor Backward(Tensor loss)
    {
        loss.backward();
        return loss.detach();
    }

    private static Tensor[] Within(Action work)
    {
        using var scope = NewDisposeScope();
        work();
        return [];
    }

    private static IGraph Captured(Func<Tensor[], Tensor> work, Tensor[] inputs, out Tensor result)
    {
        var graph = Extras.Capture(CPU, given => [work(given)], inputs, out var results);
        result = results[0];
        return graph;
    }

    private static IEnumerable<float> Only(Tensor[] results) => Assert.Single(results).data<float>().ToArray();

    private static void AssertRecorded(IGraph graph) => Assert.Null(graph.Obstacle);

    private sealed class Difference() : Module<Tensor, Tensor, Tensor>(nameof(Difference))
    {
        public override Tensor forward(Tensor first, Tensor second) => first.sub(second);
    }
}

using HoDsl.Runtime.Data;
using HoDsl.Runtime.Training;
using HoDsl.Runtime.Training.Memory;
using HoDsl.Tests;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Tests.Training;

/// <summary>Steps are replayed while the network stands as it did, and notice when it does not.</summary>
public sealed class ReplayedStepTests : IDisposable
{
    private const int Batch = 4, Steps = 4;

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    public static TheoryData<string, Action<Plain>> Changes => new()
    {
        { "nothing", _ => { } },
        { "a probability of dropout", network => network.Dropout.p = 0.9 },
        { "a norm's momentum", network => network.Norm.momentum = 0.5 },
        { "a norm's epsilon", network => network.Norm.eps = 0.5 },
        { "a layer norm's epsilon", network => network.Last.eps = 0.5 },
        { "a group norm's epsilon", network => network.Groups.eps = 0.5 },
        { "a norm's mode", network => network.Norm.eval() },
        { "the network's mode", network => network.eval() },
        { "the network's mode alone", network => EvaluateAlone(network) },
        { "a parameter that learns no more", network => network.Linear.weight!.requires_grad = false },
        { "a hook", network => network.Linear.register_forward_hook((_, _, result) => result.mul(2)) },
        { "weights", network => network.Linear.weight!.detach().fill_(0.1) },
    };

    private static void EvaluateAlone(Plain network)
    {
        network.eval();
        foreach (var child in network.children()) child.train();
    }

    /// <summary>As if each step had asked the network.</summary>
    [OwnBindingTheory(WithPackages.NoRecording), MemberData(nameof(Changes))]
    public void What_is_changed_between_steps_counts(string what, Action<Plain> change)
    {
        Assert.Equal(Learnt(change, anew: true), Learnt(change, anew: false));
        if (what != "nothing")
            Assert.NotEqual(Learnt(_ => { }, anew: true), Learnt(change, anew: true));
    }

    [OwnBindingFact(WithPackages.NoRecording)]
    public void The_third_of_equal_steps_is_replayed()
    {
        using var network = new Plain();
        using var step = StepOf(network);
        Assert.False(step.IsReplayed);
        Take(step);
        Assert.False(step.IsReplayed);
        Take(step);
        Assert.True(step.IsReplayed);
        Take(step);
        step.RecordAnew();
        Assert.False(step.IsReplayed);
        for (var i = 0; i < 3; i++) Take(step);
        Assert.True(step.IsReplayed);
        // Of what happens to other modules nobody knows whose they are.
        using var other = ReLU();
        other.register_forward_hook((_, _, result) => result);
        Take(step);
        Assert.False(step.IsReplayed);
        for (var i = 0; i < 2; i++) Take(step);
        Assert.True(step.IsReplayed);
    }

    /// <summary>In parts of unequal size, and with another share in each step.</summary>
    [OwnBindingTheory(WithPackages.NoRecording), InlineData(3, false, 0), InlineData(1, true, 0), InlineData(3, true, 0), InlineData(1, false, 0.1), InlineData(3, true, 0.1)]
    public void Batches_in_parts_and_mixtures_are_replayed(int accumulate, bool isMixed, double smoothing)
    {
        (List<byte[]> State, Score Score) Learnt(bool anew)
        {
            using var scope = NewDisposeScope();
            manual_seed(1);
            using var network = new Plain();
            using var step = StepOf(network, accumulate, smoothing);
            var (draws, score) = (new SplitMix64(1), default(Score));
            for (var i = 0; i < Steps; i++)
            {
                if (anew) step.RecordAnew();
                score += step.Take(new Mixup(isMixed ? 1 : 0).Mix(randn(Batch, 3, 8, 8), randint(0, 3, [Batch]), draws));
                draws = new SplitMix64(draws.Next());
            }

            Assert.True(anew || step.IsReplayed, step.Obstacle);
            return (BytesOf(network), score);
        }

        var (asked, replayed) = (Learnt(anew: true), Learnt(anew: false));
        Assert.Equal(asked.State, replayed.State);
        Assert.Equal(asked.Score, replayed.Score);
    }

    [OwnBindingFact(WithPackages.NoRecording)]
    public void Batches_that_are_slices_are_replayed()
    {
        using var network = Sequential(Flatten(), new RecordableCounting(), Linear(3 * 8 * 8, 3));
        using var step = StepOf(network);
        var (images, labels) = (randn(Batch * Steps, 3, 8, 8), randint(0, 3, [Batch * Steps]));
        for (var i = 0; i < Steps; i++) step.Take(images.narrow(0, Batch * i, Batch), labels.narrow(0, Batch * i, Batch));
        Assert.Equal(2, network.children().OfType<Counting>().Single().Calls);
    }

    [Fact]
    public void A_batch_without_images_teaches_nothing_in_parts()
    {
        using var network = Sequential(Flatten(), Linear(3 * 8 * 8, 3));
        using var step = StepOf(network, accumulate: 2);
        var before = BytesOf(network);
        Assert.Equal(0, step.Take(zeros(0, 3, 8, 8), zeros([0], dtype: ScalarType.Int64)).Images);
        Assert.Equal(before, BytesOf(network));
    }

    /// <summary>Which subnets are computed twice is decided before a recording.</summary>
    [OwnBindingFact(WithPackages.NoRecording)]
    public void A_budget_of_memory_has_steps_recorded_anew()
    {
        using var scope = NewDisposeScope();
        using var network = new Plain();
        using var step = StepOf(network);
        for (var i = 0; i < 2; i++) Take(step);
        Assert.True(step.IsReplayed);
        step.StayWithin(MemorySize.TryParse("1GiB")!, zeros(Batch, 3, 8, 8), zeros([Batch], dtype: ScalarType.Int64));
        Assert.False(step.IsReplayed);
    }

    /// <summary>What it decides would be decided once.</summary>
    [OwnBindingFact(WithPackages.NoRecording)]
    public void A_network_with_a_module_of_which_nothing_is_known_is_asked_at_each_step()
    {
        using var network = Sequential(Flatten(), new Counting(), Linear(3 * 8 * 8, 3));
        using var step = StepOf(network);
        for (var i = 0; i < Steps; i++) Take(step);
        Assert.Contains(nameof(Counting), step.Obstacle);
        Assert.Equal(Steps, network.children().OfType<Counting>().Single().Calls);
    }

    [OwnBindingFact(WithPackages.NoRecording)]
    public void A_module_that_says_so_is_replayed()
    {
        using var network = Sequential(Flatten(), new RecordableCounting(), Linear(3 * 8 * 8, 3));
        using var step = StepOf(network);
        for (var i = 0; i < Steps; i++) Take(step);
        Assert.Null(step.Obstacle);
        Assert.Equal(2, network.children().OfType<Counting>().Single().Calls);
    }

    // The bytes of what is learnt in some steps with a change before the last but one.
    private static List<byte[]> Learnt(Action<Plain> change, bool anew)
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var network = new Plain();
        using var step = StepOf(network);
        for (var i = 0; i < Steps + 1; i++)
        {
            if (anew) step.RecordAnew();
            if (i == Steps - 1) change(network);
            Take(step);
        }

        return BytesOf(network);
    }

    private static List<byte[]> BytesOf(Module network) => [.. network.state_dict().Values.Select(tensor => tensor.contiguous().bytes.ToArray())];

    private static TrainingStep StepOf(Module<Tensor, Tensor> network, int accumulate = 1, double smoothing = 0)
    {
        network.train();
        return new TrainingStep(network, new TrainingOptions(Epochs: 1, Batch: Batch, LearningRate: 0.1, Accumulate: accumulate, LabelSmoothing: smoothing));
    }

    private static void Take(TrainingStep step)
    {
        using var scope = NewDisposeScope();
        step.Take(randn(Batch, 3, 8, 8), randint(0, 3, [Batch]));
    }

    /// <summary>Layers with settings.</summary>
    public sealed class Plain : Module<Tensor, Tensor>, IRecordable
    {
        public Plain() : base(nameof(Plain))
        {
            register_module("norm", Norm);
            register_module("groups", Groups);
            register_module("dropout", Dropout);
            register_module("linear", Linear);
            register_module("last", Last);
        }

        public BatchNorm2d Norm { get; } = BatchNorm2d(3);

        public GroupNorm Groups { get; } = GroupNorm(3, 3);

        public Dropout Dropout { get; } = Dropout(0.2);

        public Linear Linear { get; } = Linear(3 * 8 * 8, 3);

        public LayerNorm Last { get; } = LayerNorm(3);

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            return Last.call(Linear.call(Dropout.call(Groups.call(Norm.call(input).relu())).flatten(1))).mul(training ? 1 : 2).MoveToOuterDisposeScope();
        }
    }

    /// <summary>Might do something else each time.</summary>
    private class Counting() : Module<Tensor, Tensor>(nameof(Counting))
    {
        public int Calls { get; private set; }

        public override Tensor forward(Tensor input)
        {
            Calls++;
            return input.alias();
        }
    }

    private sealed class RecordableCounting : Counting, IRecordable;
}

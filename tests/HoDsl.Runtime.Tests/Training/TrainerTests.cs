using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;
using HoDsl.Runtime.Training.Memory;
using HoDsl.Tests;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Tests.Training;

public sealed class TrainerTests : IDisposable
{
    private static readonly TrainingOptions Options = new(Epochs: 2, Batch: 16, LearningRate: 0.05, Augmentation: Augmentation.CropAndFlip);
    private static readonly TrainingOptions Largest = new(Epochs: 1, Batch: int.MaxValue, LearningRate: 0.01);

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void The_same_seed_gives_the_same_weights_bit_for_bit()
    {
        Assert.Equal(Trained(Options), Trained(Options));
        Assert.NotEqual(Trained(Options), Trained(Options with { Seed = 2 }));
    }

    [Fact]
    public void It_learns_what_brightness_tells()
    {
        var network = SmallNetworks.Plain();
        var metrics = new Trainer(network, Options with { Epochs = 6 }).Train(RandomImages.Set(training: 240, test: 60));
        Assert.InRange(metrics[^1].TestAcc, 90, 100);
    }

    [Fact]
    public void Observers_hear_of_every_step_and_every_epoch()
    {
        var heard = new Listener();
        var metrics = new Trainer(SmallNetworks.Plain(), Options).Train(RandomImages.Set(training: 40), heard);
        Assert.Equal(metrics, heard.Epochs);
        Assert.Equal([1, 2], metrics.Select(epoch => epoch.Epoch));
        Assert.Equal([1, 2, 3, 4, 5, 6], heard.Steps.Select(step => step.Step));
        Assert.Equal([16, 32, 40, 16, 32, 40], heard.Steps.Select(step => step.EpochScore.Images));
        Assert.All(heard.Steps, step => Assert.Equal(6, step.Steps));
        Assert.Equal(TimeSpan.Zero, heard.Steps[^1].Remaining);
    }

    [Fact]
    public void A_batch_of_as_many_images_as_there_are_numbers_for_is_all_of_them()
    {
        var data = RandomImages.Set();
        Assert.Equal(1, Batches.ForEvaluation(data.Training, data.Training.Statistics, int.MaxValue).Count);
        Assert.Equal(1, Steps(Largest));
    }

    [OwnBindingFact(WithPackages.NoBytes)]
    public void So_it_is_in_parts_within_a_budget() => Assert.Equal(1, Steps(Largest with { Accumulate = 2, Memory = new MemorySize(1L << 40) }));

    /// <summary>A single value has no variance.</summary>
    [OwnBindingFact(WithPackages.NoRefusalOfOneValue)]
    public void An_image_left_alone_of_which_a_norm_sees_one_value_is_told()
    {
        foreach (var (images, options) in new[] { (17, Options), (34, Options with { Accumulate = 2 }), (16, Options with { Batch = 2, Accumulate = 2 }) })
        {
            var heard = new Listener();
            var fault = Assert.Throws<UserException>(() => new Trainer(new NormOfMeans().InScope(), options).Train(RandomImages.Set(training: images), heard));
            Assert.StartsWith("A step cannot be taken on an image alone: ", fault.Message);
            Assert.EndsWith(" Choose a batch, or parts of it, that leave no image alone.", fault.Message);
            Assert.Empty(heard.Steps);
        }
    }

    [Fact]
    public void An_image_left_alone_that_can_be_learnt_from_changes_nothing_before_its_step()
    {
        var (network, data) = (SmallNetworks.Random(), RandomImages.Set(training: 17));
        var (weights, draws) = (TensorBytes.Of(network), TensorBytes.Of(get_rng_state()));
        new Trainer(network, Options).Prepare(data);
        Assert.Equal(weights, TensorBytes.Of(network));
        Assert.Equal(draws, TensorBytes.Of(get_rng_state()));
    }

    [Fact]
    public void Steps_that_take_longer_than_a_time_span_can_be_take_the_longest()
    {
        Assert.Equal(TimeSpan.FromSeconds(3), TrainingProgress.TimeOf(steps: 6, secondsAStep: 0.5));
        Assert.Equal(TimeSpan.MaxValue, TrainingProgress.TimeOf(steps: (long)int.MaxValue * int.MaxValue, secondsAStep: 0.5));
    }

    [Fact]
    public void A_stop_ends_the_training_after_the_step_under_way()
    {
        using var stop = new CancellationTokenSource();
        var heard = new Listener { AtStep = step => { if (step == 2) stop.Cancel(); } };
        var network = SmallNetworks.Plain();
        var before = TensorBytes.Of(network);
        Assert.Throws<OperationCanceledException>(() => new Trainer(network, Options).Train(RandomImages.Set(), heard, stop.Token));
        Assert.Equal(2, heard.Steps.Count);
        Assert.NotEqual(before, TensorBytes.Of(network));
    }

    [Fact]
    public void Modules_with_a_range_are_projected_after_every_step()
    {
        var network = new Bounded();
        new Trainer(network, Options).Train(RandomImages.Set());
        Assert.Equal(2 * 3, network.Projections);
    }

    [Fact]
    public void An_evaluation_changes_nothing()
    {
        var (network, data) = (SmallNetworks.Plain(), RandomImages.Set());
        var before = TensorBytes.Of(network);
        var batches = Batches.ForEvaluation(data.Test, data.Training.Statistics, 7);
        var first = Evaluation.Of(network, batches, Precision.Float32);
        Assert.Equal(first, Evaluation.Of(network, batches, Precision.Float32));
        Assert.Equal(data.Test.Count, first.Images);
        Assert.Equal(before, TensorBytes.Of(network));
    }

    [Fact]
    public void Options_out_of_range_are_refused_before_anything_is_trained() =>
        Assert.Throws<UserException>(() => new Trainer(SmallNetworks.Plain(), Options with { Epochs = 0 }));

    private static int Steps(TrainingOptions options)
    {
        var heard = new Listener();
        new Trainer(SmallNetworks.Plain(), options).Train(RandomImages.Set(), heard);
        return heard.Steps.Count;
    }

    private static byte[] Trained(TrainingOptions options)
    {
        var network = SmallNetworks.Plain(options.Seed);
        new Trainer(network, options).Train(RandomImages.Set());
        return TensorBytes.Of(network);
    }

    private sealed class Bounded : Module<Tensor, Tensor>, IProjected
    {
        private readonly Module<Tensor, Tensor> _network = SmallNetworks.Plain();

        public Bounded() : base(nameof(Bounded)) => register_module("network", _network);

        public int Projections { get; private set; }

        public void Project() => Projections++;

        public override Tensor forward(Tensor input) => _network.call(input);
    }

    private sealed class NormOfMeans : Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.BatchNorm2d _norm = BatchNorm2d(3);

        public NormOfMeans() : base(nameof(NormOfMeans)) => register_module("norm", _norm);

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            return _norm.call(input.mean([2L, 3L], keepdim: true)).flatten(1).MoveToOuterDisposeScope();
        }
    }
}

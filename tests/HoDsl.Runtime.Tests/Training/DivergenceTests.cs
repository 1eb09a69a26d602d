using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Tests.Training;

public sealed class DivergenceTests : IDisposable
{
    private static readonly TrainingOptions Hopeless = new(Epochs: 2, Batch: 16, LearningRate: 1e30, CheckpointEvery: 1);
    private static readonly TrainingOptions Finite = new(Epochs: 2, Batch: 48, LearningRate: 0.01);

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly DataSet _data = RandomImages.Set();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void It_ends_the_training_with_the_step_the_losses_and_the_last_good_checkpoint()
    {
        var network = SmallNetworks.Plain();
        var run = RunFolder.Create(_folder["run"], RunDescription.Of(new Recipe(new NetworkChoice("small"), "noise", Hopeless), _data, network));
        var heard = new Listener();
        var fault = Assert.Throws<DivergenceException>(() => new Trainer(network, Hopeless).Train(_data, run, heard));
        Assert.Equal(heard.Steps.Count, fault.Losses.Count - (double.IsFinite(fault.Losses[^1]) ? 0 : 1));
        Assert.Contains($"at step {fault.Step}, the last losses being ", fault.Message);
        Assert.Contains($"the last good checkpoint is {fault.Checkpoint};", fault.Message);
        Assert.DoesNotContain('\n', fault.Message);
        AssertFinite(fault.Checkpoint!);
    }

    [Fact]
    public void Weights_that_the_last_step_of_an_epoch_spoils_do_not_take_the_place_of_good_ones()
    {
        var once = Hopeless with { Epochs = 1, Batch = 48, CheckpointEvery = null };
        // The step itself has a good loss: what it has done to the weights must be seen. (The packages refuse a rate that is no float.)
        var huge = once with { LearningRate = 1e38, WeightDecay = 1e3, Schedule = Schedule.Constant };
        var network = SmallNetworks.Plain();
        var run = RunFolder.Create(_folder["run"], RunDescription.Of(new Recipe(new NetworkChoice("small"), "noise", huge), _data, network));
        string[] good = [run.Weights, run.BestWeights];
        var heard = new Listener { AtStep = _ => Array.ForEach(good, file => File.WriteAllText(file, "good")) };
        var fault = Assert.Throws<DivergenceException>(() => new Trainer(network, huge).Train(_data, run, heard));
        Assert.True(double.IsFinite(fault.Losses[^1]));
        Assert.All(good, file => Assert.Equal("good", File.ReadAllText(file)));
        AssertFinite(fault.Checkpoint!);
    }

    [Fact]
    public void Weights_that_are_no_numbers_to_begin_with_are_told()
    {
        var network = SmallNetworks.Plain();
        using (no_grad())
            network.parameters().Last().fill_(double.NaN);
        var run = RunFolder.Create(_folder["run"], RunDescription.Of(new Recipe(new NetworkChoice("small"), "noise", Finite), _data, network));
        var fault = Assert.Throws<DivergenceException>(() => new Trainer(network, Finite).Train(_data, run));
        Assert.Equal((0, "The network has weights that are no finite numbers before the first step: mend how they are made."), (fault.Step, fault.Message));
    }

    [Fact]
    public void Without_a_folder_it_names_no_checkpoint()
    {
        var fault = Assert.Throws<DivergenceException>(() => new Trainer(SmallNetworks.Plain(), Hopeless).Train(_data));
        Assert.Null(fault.Checkpoint);
        Assert.False(double.IsFinite(fault.Losses[^1]));
        Assert.DoesNotContain("checkpoint", fault.Message);
    }

    [Fact]
    public void A_study_goes_on_to_the_end()
    {
        var study = Hopeless with { OnDivergence = DivergencePolicy.Continue };
        var network = SmallNetworks.Plain();
        var run = RunFolder.Create(_folder["run"], RunDescription.Of(new Recipe(new NetworkChoice("small"), "noise", study), _data, network));
        var metrics = new Trainer(network, study).Train(_data, run);
        Assert.Equal(2, metrics.Count);
        Assert.True(double.IsNaN(metrics[^1].TrainLoss));
        Assert.Equal(metrics, run.Metrics());
    }

    [Fact]
    public void A_test_whose_loss_is_no_number_ends_the_training_and_saves_no_weights()
    {
        var network = new SpoiltInTests();
        var run = RunFolder.Create(_folder["run"], RunDescription.Of(new Recipe(new NetworkChoice("small"), "noise", Finite), _data, network));
        var heard = new Listener();
        var fault = Assert.Throws<DivergenceException>(() => new Trainer(network, Finite).Train(_data, run, heard));
        Assert.Equal(1, fault.Step);
        Assert.True(double.IsFinite(Assert.Single(fault.Losses)));
        Assert.Contains(", and NaN in the test; ", fault.Message);
        Assert.Empty(heard.Epochs);
        Assert.False(File.Exists(run.Weights));
    }

    [Fact]
    public void Where_the_network_is_judged_by_images_for_validation_the_message_says_so()
    {
        var fault = Assert.Throws<DivergenceException>(() => new Trainer(new SpoiltInTests(), Finite).Train(_data with { Validation = _data.Test }));
        Assert.Contains(", and NaN in the validation; ", fault.Message);
    }

    [Fact]
    public void A_study_goes_on_after_a_test_whose_loss_is_no_number()
    {
        var metrics = new Trainer(new SpoiltInTests(), Finite with { OnDivergence = DivergencePolicy.Continue }).Train(_data);
        Assert.Equal([double.NaN, double.NaN], metrics.Select(epoch => epoch.TestLoss));
    }

    [Fact]
    public void The_rate_that_was_asked_for_is_the_one_to_go_below()
    {
        var options = Finite with { LearningRate = 1e30, Batch = 8, Schedule = Schedule.WarmUp(2, Schedule.Constant) };
        var fault = Assert.Throws<DivergenceException>(() => new Trainer(SmallNetworks.Plain(), options).Train(_data));
        Assert.Contains("train with a learning rate below 1E+30, ", fault.Message);
    }

    /// <summary>What adds minus infinity where nothing may be seen is no divergence.</summary>
    [Fact]
    public void A_mask_of_infinities_is_no_divergence()
    {
        var network = new Masked();
        var run = RunFolder.Create(_folder["run"], RunDescription.Of(new Recipe(new NetworkChoice("small"), "noise", Finite), _data, network));
        Assert.All(new Trainer(network, Finite).Train(_data, run), epoch => Assert.True(double.IsFinite(epoch.TestLoss)));
    }

    private static void AssertFinite(string checkpoint)
    {
        foreach (var tensor in Safetensors.Read(checkpoint).Values)
            Assert.True(tensor.isfinite().all().item<bool>());
    }

    private sealed class Masked : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> _network = SmallNetworks.Plain();
        private readonly Tensor _mask = tensor(new[] { 0, float.NegativeInfinity });

        public Masked() : base(nameof(Masked))
        {
            register_module("network", _network);
            register_buffer("mask", _mask);
        }

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            return _network.call(input).mul(_mask.exp().sum()).MoveToOuterDisposeScope();
        }
    }

    private sealed class SpoiltInTests : Module<Tensor, Tensor>
    {
        private readonly Module<Tensor, Tensor> _network = SmallNetworks.Plain();

        public SpoiltInTests() : base(nameof(SpoiltInTests)) => register_module("network", _network);

        public override Tensor forward(Tensor input)
        {
            using var scope = NewDisposeScope();
            var logits = _network.call(input);
            return (training ? logits : logits.mul(double.NaN)).MoveToOuterDisposeScope();
        }
    }
}

using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Tests.Training;

public sealed class DivergenceTests : IDisposable
{
    private static readonly TrainingOptions Hopeless = new(Epochs: 2, Batch: 16, LearningRate: 1e30, CheckpointEvery: 1);

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
        run.Save(network, best: true);
        var (last, best) = (File.ReadAllBytes(run.Weights), File.ReadAllBytes(run.BestWeights));
        var fault = Assert.Throws<DivergenceException>(() => new Trainer(network, huge).Train(_data, run));
        Assert.True(double.IsFinite(fault.Losses[^1]));
        Assert.Equal(last, File.ReadAllBytes(run.Weights));
        Assert.Equal(best, File.ReadAllBytes(run.BestWeights));
        AssertFinite(fault.Checkpoint!);
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

    private static void AssertFinite(string checkpoint)
    {
        foreach (var tensor in Safetensors.Read(checkpoint).Values)
            Assert.True(tensor.isfinite().all().item<bool>());
    }
}

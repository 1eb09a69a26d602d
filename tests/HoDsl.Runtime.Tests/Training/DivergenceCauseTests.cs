using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Tests.Training;

/// <summary>What shows that a training has diverged, and what is advised then.</summary>
public sealed class DivergenceCauseTests : IDisposable
{
    private static readonly TrainingOptions Options = new(Epochs: 2, Batch: 48, LearningRate: 0.01);

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly DataSet _data = RandomImages.Set();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_test_whose_loss_is_no_number_ends_the_training_and_saves_no_weights()
    {
        var network = new SpoiltInTests();
        var run = RunFolder.Create(_folder["run"], RunDescription.Of(new Recipe(new NetworkChoice("small"), "noise", Options), _data, network));
        var heard = new Listener();
        var fault = Assert.Throws<DivergenceException>(() => new Trainer(network, Options).Train(_data, run, heard));
        Assert.Equal(1, fault.Step);
        Assert.True(double.IsFinite(Assert.Single(fault.Losses)));
        Assert.Contains(", and NaN in the test; ", fault.Message);
        Assert.Empty(heard.Epochs);
        Assert.False(File.Exists(run.Weights));
    }

    [Fact]
    public void A_study_goes_on_after_such_a_test()
    {
        var metrics = new Trainer(new SpoiltInTests(), Options with { OnDivergence = DivergencePolicy.Continue }).Train(_data);
        Assert.Equal([double.NaN, double.NaN], metrics.Select(epoch => epoch.TestLoss));
    }

    [Fact]
    public void The_rate_that_was_asked_for_is_the_one_to_go_below()
    {
        var options = Options with { LearningRate = 1e30, Batch = 8, Schedule = Schedule.WarmUp(2, Schedule.Constant) };
        var fault = Assert.Throws<DivergenceException>(() => new Trainer(SmallNetworks.Plain(), options).Train(_data));
        Assert.Contains("train with a learning rate below 1E+30, ", fault.Message);
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

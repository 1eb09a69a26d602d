using HoDsl.Networks;
using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;
using HoDsl.Schemes;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Tests.Training;

public sealed class LearntNumbersTests : IDisposable
{
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    [Fact]
    public void The_steps_of_all_blocks_are_told_by_their_paths_after_each_epoch()
    {
        using var network = new HoResNet<RK4Adaptive>(layers: 18, width: 4, RandomImages.Shape, classes: 3);
        var metrics = new Trainer(network, new TrainingOptions(Epochs: 2, Batch: 16, LearningRate: 0.05)).Train(RandomImages.Set());
        Assert.All(metrics, epoch => Assert.Equal(["body.1.step", "body.2.step"], epoch.Learnt!.Keys));
        Assert.Equal(Steps(network), metrics[^1].Learnt!.Values);
        Assert.NotEqual(metrics[0].Learnt!.Values, metrics[1].Learnt!.Values);
    }

    [Fact]
    public void A_number_per_channel_is_told_by_its_mean()
    {
        using var network = Sequential(("block", new PerChannel()));
        Assert.Equal(("block.k", 0.75), Assert.Single(LearntNumbers.Of(network).Select(number => (number.Key, number.Value))));
    }

    [Fact]
    public void A_network_without_any_says_nothing()
    {
        var metrics = new Trainer(SmallNetworks.Plain(), new TrainingOptions(Epochs: 1, Batch: 16)).Train(RandomImages.Set());
        Assert.Null(metrics[0].Learnt);
    }

    private static IEnumerable<double> Steps(Module network) => network.named_parameters()
        .Where(entry => entry.name.EndsWith(".step", StringComparison.Ordinal))
        .Select(entry => (double)entry.parameter.item<float>());

    private sealed class PerChannel : Block<Module<Tensor, Tensor>>
    {
        public PerChannel() : base(nameof(PerChannel)) => register_parameter("k", new TorchSharp.Modules.Parameter(tensor(new[] { 0.5f, 1f })));

        public override Tensor forward(Tensor input) => input;
    }
}

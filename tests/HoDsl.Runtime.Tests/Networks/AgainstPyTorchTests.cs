using System.Globalization;
using HoDsl.Networks;
using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Tests.Networks;

/// <summary>The same weights and the same batches here and in PyTorch; both sides read the safetensors files of the other.</summary>
public sealed class AgainstPyTorchTests : IDisposable
{
    private const double Tolerance = 1e-5;
    private const int Layers = 8, Width = 6;

    private readonly TrainingOptions _options = new(Epochs: 2, Batch: 16, LearningRate: 0.05, WeightDecay: 1e-2, Seed: 5);
    private readonly DataSet _data = RandomImages.Set();
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly HoResNet<PlainStep> _network;

    public AgainstPyTorchTests()
    {
        manual_seed(7);
        _network = new HoResNet<PlainStep>(Layers, Width, RandomImages.Shape, classes: 3);
    }

    [Fact]
    public void Outputs_and_gradients_are_those_of_PyTorch()
    {
        var expected = InPyTorch();
        using var scope = NewDisposeScope();
        foreach (var (images, labels) in TrainingBatches().Take(1))
        {
            var logits = _network.call(images);
            var loss = functional.cross_entropy(logits, labels);
            loss.backward();
            AssertClose(expected["logits"], logits, "logits");
            AssertClose(expected["loss"], loss, "loss");
        }

        foreach (var (name, parameter) in _network.named_parameters())
            AssertClose(expected[$"gradients.{name}"], parameter.grad!, name);
    }

    [Fact]
    public void Training_arrives_at_the_weights_of_PyTorch()
    {
        var expected = InPyTorch();
        new Trainer(_network, _options).Train(_data);
        foreach (var (name, tensor) in _network.state_dict())
            AssertClose(expected[$"weights.{name}"], tensor, name);
    }

    public void Dispose()
    {
        _network.Dispose();
        _scope.Dispose();
        _folder.Dispose();
    }

    private static void AssertClose(Tensor expected, Tensor actual, string name)
    {
        var difference = (expected - actual).abs().max().to_type(ScalarType.Float32).item<float>();
        Assert.True(difference <= Tolerance, $"{name} differs by {difference}");
    }

    private IEnumerable<(Tensor Images, Tensor Labels)> TrainingBatches()
    {
        var batches = Batches.ForTraining(_data.Training, _data.Training.Statistics, _options.Batch, _options.Augmentation, _options.Seed);
        return Enumerable.Range(1, _options.Epochs).SelectMany(epoch => batches.Epoch(epoch));
    }

    private Dictionary<string, Tensor> InPyTorch()
    {
        var given = _network.state_dict().ToDictionary(entry => $"weights.{entry.Key}", entry => entry.Value);
        var step = 0;
        foreach (var (images, labels) in TrainingBatches())
        {
            given.Add($"images.{step}", images.clone());
            given.Add($"labels.{step++}", labels.clone());
        }

        var rates = Enumerable.Range(0, step).Select(done => _options.LearningRate * (1 + Math.Cos(Math.PI * done / step)) / 2);
        given.Add("rates", tensor(rates.ToArray()));
        given.Add("momentum", tensor(_options.Momentum));
        given.Add("weight_decay", tensor(_options.WeightDecay));
        Safetensors.Write(_folder["given"], given);
        Python.Run(
            "network.py", "euler", Layers.ToString(CultureInfo.InvariantCulture), Width.ToString(CultureInfo.InvariantCulture),
            _folder["given"], _folder["result"]);
        return Safetensors.Read(_folder["result"]);
    }
}

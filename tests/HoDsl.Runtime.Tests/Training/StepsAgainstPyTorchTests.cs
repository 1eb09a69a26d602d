using System.Globalization;
using HoDsl.Networks;
using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Tests.Training;

/// <summary>The same weights, the same batches and the same options here and in PyTorch.</summary>
public sealed class StepsAgainstPyTorchTests(StepsAgainstPyTorchTests.Results results) : IClassFixture<StepsAgainstPyTorchTests.Results>, IDisposable
{
    private const double Tolerance = 2e-5;
    private const int Layers = 6, Width = 6, Seed = 4;

    private static readonly TrainingOptions Plain = new(Epochs: 2, Batch: 16, LearningRate: 0.05, WeightDecay: 1e-2, Seed: Seed);

    private readonly DataSet _data = Data();
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();
    private readonly HoResNet<PlainStep> _network = Fresh();

    public static TheoryData<string, TrainingOptions> Kinds => new()
    {
        { "Nesterov", Plain with { Optimizer = OptimizerKind.Nesterov } },
        // Adam's first steps are as long for a tiny gradient as for a large one, so that rounding shows: a short way keeps it small.
        { "AdamW", Plain with { Optimizer = OptimizerKind.AdamW, LearningRate = 1e-4, Beta2 = 0.98 } },
        { "decay of weights only", Plain with { Decay = Decayed.Weights, WeightDecay = 0.3 } },
        { "AdamW, decay of weights only", Plain with { Optimizer = OptimizerKind.AdamW, LearningRate = 1e-4, Decay = Decayed.Weights, WeightDecay = 5 } },
        { "clipping", Plain with { Clip = 0.1 } },
        { "accumulation", Plain with { Accumulate = 3 } },
        { "label smoothing", Plain with { LabelSmoothing = 0.2 } },
        { "mixup", Plain with { Mixup = 0.8 } },
        { "mixup of smoothed labels", Plain with { Mixup = 0.8, LabelSmoothing = 0.2 } },
        { "average", Plain with { Ema = 0.7 } },
        { "all together", Plain with { Optimizer = OptimizerKind.Nesterov, Decay = Decayed.Weights, Clip = 0.5, Accumulate = 2, LabelSmoothing = 0.1, Mixup = 1, Ema = 0.5 } },
    };

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_weights_are_those_of_PyTorch(string kind, TrainingOptions options)
    {
        var expected = results.Of(kind);
        var heard = new Listener();
        var metrics = new Trainer(_network, options).Train(_data, heard);
        AssertNumbers(expected["losses"], heard.Steps.Select(step => step.Loss));
        AssertNumbers(expected["train_loss"], metrics.Select(epoch => epoch.TrainLoss));
        AssertNumbers(expected["train_acc"], metrics.Select(epoch => epoch.TrainAcc));
        AssertNumbers(expected["test_loss"], metrics.Select(epoch => epoch.TestLoss));
        AssertNumbers(expected["test_acc"], metrics.Select(epoch => epoch.TestAcc));
        foreach (var (name, tensor) in _network.state_dict())
            AssertClose(expected[$"weights.{name}"], tensor, $"{name} ({kind})");
    }

    [Fact]
    public void The_average_is_that_of_PyTorch()
    {
        var options = Plain with { Ema = 0.7 };
        var expected = results.Of("average");
        var run = Run(options);
        new Trainer(_network, options).Train(_data, run);
        foreach (var (name, tensor) in Safetensors.Read(run.Weights).Where(entry => entry.Value.dtype == ScalarType.Float32))
            AssertClose(expected[$"average.{name}"], tensor, name);
    }

    [Fact]
    public void The_average_is_what_was_tested_and_saved()
    {
        var options = Plain with { Ema = 0.7 };
        var run = Run(options);
        var last = new Trainer(_network, options).Train(_data, run)[^1];
        var saved = Fresh();
        NetworkWeights.Load(run.Weights, saved);
        var (tested, ownLoss) = (Tested(saved), Tested(_network).Loss);
        Assert.Equal((last.TestLoss, last.TestAcc), (tested.Loss, tested.Accuracy));
        Assert.True(Math.Abs(last.TestLoss - ownLoss) > 100 * Tolerance, $"The weights themselves have the loss {ownLoss}, too.");
    }

    private RunFolder Run(TrainingOptions options) =>
        RunFolder.Create(_folder["run"], RunDescription.Of(new Recipe(new NetworkChoice("small"), "noise", options), _data, _network));

    private Score Tested(HoResNet<PlainStep> network) =>
        Evaluation.Of(network, Batches.ForEvaluation(_data.Test, _data.Training.Statistics, _data.Test.Count), Precision.Float32);

    private static void AssertNumbers(Tensor expected, IEnumerable<double> actual)
    {
        var numbers = actual.ToList();
        Assert.Equal(expected.numel(), numbers.Count);
        Assert.All(expected.data<double>().Zip(numbers), pair => Assert.Equal(pair.First, pair.Second, Tolerance));
    }

    private static void AssertClose(Tensor expected, Tensor actual, string name)
    {
        var difference = (expected - actual).abs().max().to_type(ScalarType.Float32).item<float>();
        Assert.True(difference <= Tolerance, $"{name} differs by {difference}");
    }

    private static HoResNet<PlainStep> Fresh() => SmallNetworks.Plain(seed: 7, Layers, Width);

    // The last batch of an epoch is smaller than the others.
    private static DataSet Data() => RandomImages.Set(training: 40);

    /// <summary>What PyTorch makes of every kind, all in one process.</summary>
    public sealed class Results : IDisposable
    {
        private readonly TemporaryFolder _folder = new();

        public Results()
        {
            using var scope = NewDisposeScope();
            foreach (var row in Kinds) Give((string)row[0], (TrainingOptions)row[1]);
            Python.Run("training.py", Layers.ToString(CultureInfo.InvariantCulture), Width.ToString(CultureInfo.InvariantCulture), _folder.Path);
        }

        public void Dispose() => _folder.Dispose();

        internal Dictionary<string, Tensor> Of(string kind) => Safetensors.Read(_folder[$"{kind}.result"]);

        private void Give(string kind, TrainingOptions options)
        {
            var data = Data();
            var given = Fresh().state_dict().ToDictionary(entry => $"weights.{entry.Key}", entry => entry.Value);
            var batches = Batches.ForTraining(data.Training, data.Training.Statistics, options.Batch, options.Augmentation, options.Seed);
            var mixup = new Mixup(options.Mixup);
            var step = 0;
            for (var epoch = 1; epoch <= options.Epochs; epoch++)
            {
                foreach (var (images, labels) in batches.Epoch(epoch))
                {
                    var batch = mixup.Mix(images, labels, batches.DrawsOf(epoch, step % batches.Count));
                    given.Add($"images.{step}", batch.Images.clone());
                    given.Add($"labels.{step}", batch.Labels.clone());
                    if (batch.Partners is not null)
                    {
                        given.Add($"partners.{step}", batch.Partners);
                        given.Add($"share.{step}", batch.Share!);
                    }

                    step++;
                }
            }

            foreach (var (images, labels) in Batches.ForEvaluation(data.Test, data.Training.Statistics, data.Test.Count).Once())
            {
                given.Add("test.images", images.clone());
                given.Add("test.labels", labels.clone());
            }

            given.Add("rates", tensor(Enumerable.Range(0, step).Select(done => options.LearningRate * (1 + Math.Cos(Math.PI * done / step)) / 2).ToArray()));
            Safetensors.Write(_folder[$"{kind}.given"], given);
            File.WriteAllText(_folder[$"{kind}.json"], options.ToJson());
        }
    }
}

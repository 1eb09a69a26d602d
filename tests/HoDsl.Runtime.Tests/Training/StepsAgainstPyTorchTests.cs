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

    private readonly DataSet _data = RandomImages.Set();
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
        new Trainer(_network, options).Train(_data, heard);
        var losses = expected["losses"].to_type(ScalarType.Float64).data<double>().ToArray();
        Assert.All(heard.Steps.Select(step => step.Loss).Zip(losses), pair => Assert.Equal(pair.Second, pair.First, Tolerance));
        foreach (var (name, tensor) in _network.state_dict())
            AssertClose(expected[$"weights.{name}"], tensor, $"{name} ({kind})");
    }

    [Fact]
    public void The_average_is_that_of_PyTorch()
    {
        var options = Plain with { Ema = 0.7 };
        var expected = results.Of("average");
        var run = RunFolder.Create(_folder["run"], RunDescription.Of(new Recipe(new NetworkChoice("small"), "noise", options), _data, _network));
        new Trainer(_network, options).Train(_data, run);
        foreach (var (name, tensor) in Safetensors.Read(run.Weights).Where(entry => entry.Value.dtype == ScalarType.Float32))
            AssertClose(expected[$"average.{name}"], tensor, name);
    }

    private static void AssertClose(Tensor expected, Tensor actual, string name)
    {
        var difference = (expected - actual).abs().max().to_type(ScalarType.Float32).item<float>();
        Assert.True(difference <= Tolerance, $"{name} differs by {difference}");
    }

    private static HoResNet<PlainStep> Fresh() => SmallNetworks.Plain(seed: 7, Layers, Width);

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
            var data = RandomImages.Set();
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
                        given.Add($"share.{step}", tensor(batch.Share));
                    }

                    step++;
                }
            }

            given.Add("rates", tensor(Enumerable.Range(0, step).Select(done => options.LearningRate * (1 + Math.Cos(Math.PI * done / step)) / 2).ToArray()));
            Safetensors.Write(_folder[$"{kind}.given"], given);
            File.WriteAllText(_folder[$"{kind}.json"], options.ToJson());
        }
    }
}

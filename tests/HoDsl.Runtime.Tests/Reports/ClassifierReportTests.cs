using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Reports;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;
using TorchSharp;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Tests.Reports;

public sealed class ClassifierReportTests : IDisposable
{
    private const int Images = 200, Classes = 4;
    private const double Tolerance = 1e-5;

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void It_is_what_PyTorch_makes_of_the_same_logits()
    {
        manual_seed(2);
        var logits = randn(Images, Classes) * 2;
        byte[] labels = [.. Enumerable.Range(0, Images).Select(image => (byte)(image * 7 % 3))];
        Safetensors.Write(_folder["given"], new Dictionary<string, Tensor> { ["logits"] = logits, ["labels"] = tensor(Array.ConvertAll(labels, label => (long)label)) });
        Python.Run("classifier_report.py", _folder["given"], _folder["result"]);
        var expected = Safetensors.Read(_folder["result"]);

        var set = new ImageSet(new byte[Images], labels, new MapShape(1, 1, 1), ["a", "b", "c", "d"]);
        var report = ClassifierReport.Of(new Fixed(logits), Batches.ForEvaluation(set, set.Statistics, 33), Classes, Precision.Float32);
        Assert.Equal(expected["loss"].item<float>(), report.Score.Loss, Tolerance);
        Assert.Equal(expected["accuracy"].item<double>(), report.Score.Accuracy, Tolerance);
        Assert.Equal(expected["confusion"].data<long>().ToArray(), report.Confusion.SelectMany(row => row));
        Assert.Equal(expected["calibration_error"].item<double>(), report.CalibrationError, Tolerance);
        Assert.Equal(Enumerable.Range(0, Classes).Select(label => (long)labels.Count(own => own == label)), Enumerable.Range(0, Classes).Select(report.Images));
        Assert.Equal(100.0 * report.Confusion[1][1] / report.Images(1), report.Accuracy(1));
        Assert.Null(report.Accuracy(3));
    }

    /// <summary>Gives the same logits whatever the images are.</summary>
    private sealed class Fixed(Tensor logits) : Module<Tensor, Tensor>(nameof(Fixed))
    {
        private long _given;

        public override Tensor forward(Tensor input)
        {
            _given += input.shape[0];
            return logits.narrow(0, _given - input.shape[0], input.shape[0]);
        }

        protected override void RegisterComponents()
        {
        }
    }
}

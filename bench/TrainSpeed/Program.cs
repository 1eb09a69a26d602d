// TrainSpeed SCHEME LAYERS WIDTH BATCH fp32|bf16 STEPS: trains on noise of CIFAR-10's shape and prints the seconds of each step.

using System.Diagnostics;
using System.Globalization;
using HoDsl.Bench;
using HoDsl.Networks;
using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Training;
using HoDsl.Schemes;
using TorchSharp;

var (scheme, layers, width, batch, precision, steps) = (
    SchemeCatalog.Find(args[0])!, int.Parse(args[1]), int.Parse(args[2]), int.Parse(args[3]),
    args[4] == "bf16" ? Precision.BFloat16 : Precision.Float32, int.Parse(args[5]));

var shape = new MapShape(3, 32, 32);
string[] classes = [.. Enumerable.Range(0, 10).Select(index => $"{index}")];
var random = new Random(1);
var pixels = new byte[steps * batch * 3 * 32 * 32];
var labels = new byte[steps * batch];
random.NextBytes(pixels);
for (var i = 0; i < labels.Length; i++) labels[i] = (byte)random.Next(classes.Length);
var images = new ImageSet(pixels, labels, shape, classes);

Processors.UseAll();
torch.manual_seed(1);
var parameters = new Dictionary<string, int> { ["layers"] = layers, ["width"] = width };
using var network = HoResNet.Handle.Create(new(shape, classes.Length, parameters, scheme));
var options = new TrainingOptions(Epochs: 1, Batch: batch, Precision: precision, Augmentation: Augmentation.CropAndFlip);
new Trainer(network, options).Train(new DataSet("noise", images, images.Take(1)), new StepTimes());

namespace HoDsl.Bench
{
    /// <summary>Prints how long each step took, data and bookkeeping included.</summary>
    internal sealed class StepTimes : ITrainingObserver
    {
        private long _last = Stopwatch.GetTimestamp();

        public void OnStep(TrainingProgress progress)
        {
            var now = Stopwatch.GetTimestamp();
            Console.WriteLine(Stopwatch.GetElapsedTime(_last, now).TotalSeconds.ToString("F5", CultureInfo.InvariantCulture));
            _last = now;
        }

        public void OnEpoch(EpochMetrics metrics)
        {
        }
    }
}

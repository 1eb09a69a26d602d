// Trains with checkpoints. Stopped by Ctrl-C, by a power cut or by `kill -9`, it goes on where it was when it is run again.
// usage: TrainAndResume [DATA] [FOLDER] [EPOCHS]     a data set's name or folder (fashion), the run's folder (runs/sample), 3
using System.Globalization;
using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Subnets;
using HoDsl.Runtime.Training;
using HoDsl.Schemes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string Argument(int place, string otherwise) => args.ElementAtOrDefault(place) ?? otherwise;
var data = DataSets.Load(Argument(0, "fashion"));
var (shape, classes) = (data.Training.Shape, data.Training.Classes.Count);
var options = new TrainingOptions(Epochs: int.Parse(Argument(2, "3")), Batch: 32, LearningRate: 0.05, CheckpointEvery: 100);

manual_seed(options.Seed);
using var network = Sequential(
    ("stem", Conv2d(shape.Channels, 8, kernel_size: 3, padding: 1, bias: false)),
    ("body", RK4.CreateBody(Vgg.Create, shape with { Channels = 8 }, count: 1)),
    ("pool", AdaptiveAvgPool2d(1)),
    ("flatten", Flatten()),
    ("head", Linear(8, classes)));

// The folder keeps the options, the metrics, the weights and the checkpoints.
var recipe = new Recipe(new NetworkChoice("Sample", "RK4"), data.Name, options);
var run = RunFolder.OpenOrCreate(Argument(1, "runs/sample"), RunDescription.Of(recipe, data, network));

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, press) =>
{
    press.Cancel = true;
    stop.Cancel();
};
try
{
    new Trainer(network, run.Description.Recipe.Training).Train(data, run, new Lines(), stop.Token);
    Console.WriteLine($"The weights are in {run.Weights}.");
}
catch (OperationCanceledException)
{
    Console.WriteLine("Stopped; run it again, and it goes on.");
}

internal sealed class Lines : ITrainingObserver
{
    public void OnEpoch(EpochMetrics metrics) => Console.WriteLine($"epoch {metrics.Epoch}: test accuracy {metrics.TestAcc:F2} %");

    public void OnNotice(string sentence) => Console.WriteLine(sentence);
}

// How large a step does each block learn to take? Trains blocks of Verner's 8(9) pair with a learnable step and prints the steps.
// usage: LearntSteps [DATA] [EPOCHS]     the name of a data set or a folder (fashion), 3
using System.Globalization;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Subnets;
using HoDsl.Runtime.Training;
using HoDsl.Schemes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var data = DataSets.Load(args.ElementAtOrDefault(0) ?? "fashion");
var (shape, classes) = (data.Training.Shape, data.Training.Classes.Count);
var options = new TrainingOptions(Epochs: int.Parse(args.ElementAtOrDefault(1) ?? "3"), Batch: 64, LearningRate: 0.05, Decay: Decayed.Weights);

manual_seed(options.Seed);
using var network = Sequential(
    ("stem", Conv2d(shape.Channels, 8, kernel_size: 3, padding: 1, bias: false)),
    ("body", Verner89Adaptive.CreateBody(Vgg.Create, shape with { Channels = 8 }, count: 2)),
    ("pool", AdaptiveAvgPool2d(1)),
    ("flatten", Flatten()),
    ("head", Linear(8, classes)));

Console.WriteLine($"before training: {Text(LearntNumbers.Of(network))}");
foreach (var metrics in new Trainer(network, options).Train(data))
    Console.WriteLine($"after epoch {metrics.Epoch}: {Text(metrics.Learnt!)}   test accuracy {metrics.TestAcc:F2} %");

static string Text(IReadOnlyDictionary<string, double> numbers) =>
    string.Join(", ", numbers.Select(number => $"{number.Key} = {number.Value:F4}"));

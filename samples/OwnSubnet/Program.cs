// A subnet of one's own in the blocks of any scheme: the map f that the scheme integrates.
// usage: OwnSubnet [DATA]     the name of a data set, or a folder (fashion)
using System.Globalization;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Training;
using HoDsl.Schemes;
using OwnSubnet;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var data = DataSets.Load(args.ElementAtOrDefault(0) ?? "fashion");
var (shape, classes) = (data.Training.Shape, data.Training.Classes.Count);

manual_seed(1);
using var network = Sequential(
    ("stem", Conv2d(shape.Channels, 16, kernel_size: 3, padding: 1, bias: false)),
    ("body", Heun3.CreateBody(Bottleneck.Create, shape with { Channels = 16 }, count: 2)),
    ("pool", AdaptiveAvgPool2d(1)),
    ("flatten", Flatten()),
    ("head", Linear(16, classes)));
Console.WriteLine($"{network.parameters().Sum(parameter => parameter.numel()):N0} parameters, six subnets of {Bottleneck.Layers} layers");

foreach (var metrics in new Trainer(network, new TrainingOptions(Epochs: 2, Batch: 64, LearningRate: 0.05)).Train(data))
    Console.WriteLine($"epoch {metrics.Epoch}: test accuracy {metrics.TestAcc:F2} %");

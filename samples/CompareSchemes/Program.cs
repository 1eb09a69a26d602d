// Trains networks of equal depth whose blocks are of different schemes, by the same options, and prints what each comes to.
// usage: CompareSchemes [DATA] [EPOCHS]     the name of a data set or a folder (fashion), 3
using System.Globalization;
using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Subnets;
using HoDsl.Runtime.Training;
using HoDsl.Schemes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int subnets = 4, width = 8;
var data = DataSets.Load(args.ElementAtOrDefault(0) ?? "fashion");
var (shape, classes) = (data.Training.Shape, data.Training.Classes.Count);
var options = new TrainingOptions(Epochs: int.Parse(args.ElementAtOrDefault(1) ?? "3"), Batch: 64, LearningRate: 0.05);

Console.WriteLine("scheme     blocks   train loss   test accuracy %   seconds");
Train<Euler>();
Train<Midpoint>();
Train<RK4>();

// A block of more stages has more subnets, so there are fewer blocks: depth and number of weights stay the same.
void Train<TScheme>() where TScheme : struct, IBodyScheme
{
    var blocks = subnets / TScheme.StagesUsed;
    manual_seed(options.Seed);
    using var network = Sequential(
        ("stem", Conv2d(shape.Channels, width, kernel_size: 3, padding: 1, bias: false)),
        ("body", TScheme.CreateBody(Vgg.Create, shape with { Channels = width }, blocks)),
        ("pool", AdaptiveAvgPool2d(1)),
        ("flatten", Flatten()),
        ("head", Linear(width, classes)));
    var last = new Trainer(network, options).Train(data)[^1];
    Console.WriteLine($"{TScheme.Name,-10} {blocks,6}   {last.TrainLoss,10:F4}   {last.TestAcc,15:F2}   {last.Seconds,7:F1}");
}

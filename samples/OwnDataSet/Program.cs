// Learns from images of one's own: here bars that the program draws, upright or lying, in noise.
// Images in files need no program: `hodsl train --data FOLDER` reads PNG images in folders named after their classes.
// usage: OwnDataSet [IMAGES]     how many images to learn from (2000)
using System.Globalization;
using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Subnets;
using HoDsl.Runtime.Training;
using HoDsl.Schemes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const int size = 12;
var shape = new MapShape(Channels: 1, Height: size, Width: size);
var count = args.Length > 0 ? int.Parse(args[0]) : 2000;
var data = new DataSet("bars", Bars(count, seed: 1), Bars(500, seed: 2));

manual_seed(1);
using var network = Sequential(
    ("stem", Conv2d(shape.Channels, 8, kernel_size: 3, padding: 1, bias: false)),
    ("body", Midpoint.CreateBody(Vgg.Create, shape with { Channels = 8 }, count: 1)),
    ("pool", AdaptiveAvgPool2d(1)),
    ("flatten", Flatten()),
    ("head", Linear(8, data.Training.Classes.Count)));

foreach (var metrics in new Trainer(network, new TrainingOptions(Epochs: 4, Batch: 32, LearningRate: 0.05)).Train(data))
    Console.WriteLine($"epoch {metrics.Epoch}: test accuracy {metrics.TestAcc:F2} %");

// Pixels are bytes, image after image, each channel by channel and row by row; a label is the place of a class in the list of names.
ImageSet Bars(int images, int seed)
{
    var draws = new Random(seed);
    var (pixels, labels) = (new byte[images * size * size], new byte[images]);
    draws.NextBytes(pixels);
    for (var image = 0; image < images; image++)
    {
        var (lying, place) = (labels[image] = (byte)draws.Next(2), draws.Next(size));
        for (var i = 0; i < size; i++)
            pixels[(image * size * size) + (lying == 1 ? (place * size) + i : (i * size) + place)] = 255;
    }

    return new ImageSet(pixels, labels, shape, ["upright", "lying"]);
}

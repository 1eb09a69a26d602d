// A scheme of one's own (ssprk3.tableau), a subnet of one's own, and a training loop against the generated type SSPRK3.
// usage: NewScheme [IMAGES]     trains one epoch on that many images of Fashion-MNIST (6000)
using HoDsl.Runtime.Data;
using NewScheme;
using NewScheme.Schemes;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

var data = DataSets.Load("fashion");
var training = data.Training.Take(args.Length > 0 ? int.Parse(args[0]) : 6000);

manual_seed(1);
var network = Sequential(
    ("stem", Conv2d(1, 16, kernel_size: 3, stride: 2, padding: 1)),
    ("step1", new SSPRK3<SeparableConvolution>(_ => new(channels: 16))),
    ("step2", new SSPRK3<SeparableConvolution>(_ => new(channels: 16))),
    ("pool", AdaptiveAvgPool2d(4)),
    ("flatten", Flatten()),
    ("head", Linear(16 * 4 * 4, data.Training.Classes.Count)));

var optimizer = optim.SGD(network.parameters(), learningRate: 0.05, momentum: 0.9);
var (losses, step) = (0f, 0);
foreach (var (images, labels) in Batches.ForTraining(training, training.Statistics, size: 50, Augmentation.None, seed: 1).Epoch(1))
{
    using var scope = NewDisposeScope();
    optimizer.zero_grad();
    var loss = functional.cross_entropy(network.call(images), labels);
    loss.backward();
    optimizer.step();
    losses += loss.item<float>();
    if (++step % 20 == 0)
        Console.WriteLine($"step {step}: mean loss {losses / step:0.000}");
}

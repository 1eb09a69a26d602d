// DataSpeed [DATA]: images a second that one core makes ready under several augmentations, and the share of its time that a training waits for them.
// DATA is a name or a folder, as for `hodsl train`; noise of CIFAR-10's shape where nothing is given. With --smoke everything runs once, to see that it works.

using HoDsl.Bench;
using HoDsl.Runtime.Data;

string[] augmentations = ["none", "crop+flip", "autoaugment", "crop+flip+autoaugment+cutout"];
var smoke = args.Contains("--smoke");
var images = args.FirstOrDefault(argument => argument != "--smoke") is { } data ? DataSets.Load(data).Training : Noise.Images(smoke ? 500 : 20_000);

Console.WriteLine($"{images.Count} images of {images.Shape}, one thread; times are of the processor, so that other programs do not count");
Console.WriteLine($"{"augmentation",-32}{"images/s per core",18}{"managed bytes/image",22}");
foreach (var augmentation in augmentations)
{
    var speed = PipelineSpeed.Best(images, Augmentation.TryParse(augmentation)!, repeats: smoke ? 1 : 5);
    Console.WriteLine($"{augmentation,-32}{speed.ImagesPerSecond,18:N0}{speed.BytesPerImage,22:N1}");
}

var share = WaitingShare.Of(images, Augmentation.TryParse(augmentations[^1])!, steps: smoke ? 3 : 200);
Console.WriteLine($"\na training of three convolutions of 16 channels, batch 32, waits for data {100 * share:F2} % of its time");

using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Data.Augmenting;
using HoDsl.Runtime.Data.Augmenting.Operations;
using HoDsl.Runtime.Tests.Support;

namespace HoDsl.Runtime.Tests.Data.Augmenting;

/// <summary>Every operation of AutoAugment at every magnitude, pixel for pixel beside torchvision's tensor kernels.</summary>
public sealed class OperationTests
{
    private const int RealImages = 1000;

    // 5 of geometry and 4 of intensity that go either way, 2 that go one way, 3 without strength.
    private const int Variants = (5 + 4) * 2 * 10 + 2 * 10 + 3;

    [Fact]
    public void Garments_in_three_colours()
    {
        // Each channel is another garment: with three equal ones a mistake between channels would not show.
        var garments = DataSets.Load("fashion").Training;
        byte[] pixels = [.. Enumerable.Range(0, RealImages).SelectMany(image =>
            Enumerable.Range(image, 3).SelectMany(channel => garments.Pixels(channel).ToArray()))];
        AssertAsTorchvision((pixels, garments.Shape with { Channels = 3 }));
    }

    [Cifar10Fact]
    public void Photographs()
    {
        var photographs = DataSets.Load(RealData.Cifar10).Test;
        AssertAsTorchvision(([.. Enumerable.Range(0, RealImages).SelectMany(image => photographs.Pixels(image).ToArray())], photographs.Shape));
    }

    [Fact]
    public void Noise_of_many_shapes() => AssertAsTorchvision([.. new (int Channels, int Height, int Width)[]
    {
        (1, 28, 28), (3, 32, 32), (3, 33, 47), (3, 5, 3), (3, 2, 2), (1, 1, 1),
    }.Select(shape => Noise(shape.Channels, shape.Height, shape.Width))]);

    // The second half has few levels of grey, for the operations that spread them.
    private static (byte[] Pixels, MapShape Shape) Noise(int channels, int height, int width)
    {
        var noise = Images.Random(20, channels, height, width);
        return ([.. Enumerable.Range(0, noise.Count).SelectMany(image =>
            noise.Pixels(image).ToArray().Select(level => image < 10 ? level : (byte)(100 + level / 8)))], noise.Shape);
    }

    private static void AssertAsTorchvision(params IReadOnlyList<(byte[] Pixels, MapShape Shape)> sets)
    {
        using var folder = new TemporaryFolder();
        string Results(int set) => Directory.CreateDirectory(folder[$"results{set}"]).FullName;
        Python.Run("augmentations.py", [.. sets.Index().SelectMany(set => (string[])
            [folder.Write($"images{set.Index}", set.Item.Pixels), .. Sides(set.Item.Shape).Select(side => $"{side}"), Results(set.Index)])]);

        Assert.All(sets.Index(), set =>
        {
            var files = Directory.GetFiles(Results(set.Index));
            Assert.Equal(Variants, files.Length);
            Assert.All(files, file => Assert.Equal(-1, FirstDifference(File.ReadAllBytes(file), Changed(set.Item.Pixels, set.Item.Shape, Path.GetFileName(file)))));
        });
    }

    private static long[] Sides(MapShape shape) => [shape.Channels, shape.Height, shape.Width];

    // The files are called by the operation's name, the direction's sign and the magnitude, such as Rotate-7.
    private static byte[] Changed(byte[] pixels, MapShape shape, string name)
    {
        var operation = Operation.Create(Enum.Parse<OperationKind>(name[..^2]), magnitude: name[^1] - '0', negative: name[^2] == '-', shape);
        var canvas = new Canvas(shape);
        var changed = new byte[pixels.Length];
        for (var start = 0; start < pixels.Length; start += canvas.Pixels.Length)
        {
            pixels.AsSpan(start, canvas.Pixels.Length).CopyTo(canvas.Pixels);
            operation.Apply(canvas);
            canvas.Pixels.CopyTo(changed.AsSpan(start));
        }
        return changed;
    }

    private static int FirstDifference(ReadOnlySpan<byte> expected, ReadOnlySpan<byte> found)
    {
        Assert.Equal(expected.Length, found.Length);
        var same = expected.CommonPrefixLength(found);
        return same == expected.Length ? -1 : same;
    }
}

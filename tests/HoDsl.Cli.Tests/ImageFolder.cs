using System.Buffers.Binary;

namespace HoDsl.Cli.Tests;

/// <summary>A folder with a small data set in IDX files, and with room for runs; deleted after the test.</summary>
public sealed class ImageFolder : IDisposable
{
    public const int Size = 6, Tests = 20;

    public ImageFolder(int training = 64, int test = Tests)
    {
        Write("train-images-idx3-ubyte", "train-labels-idx1-ubyte", training);
        Write("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte", test);
    }

    public string Path { get; } = Directory.CreateTempSubdirectory("hodsl-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public void Dispose() => Directory.Delete(Path, recursive: true);

    private void Write(string images, string labels, int count)
    {
        var random = new Random(count);
        var pixels = new byte[count * Size * Size];
        random.NextBytes(pixels);
        File.WriteAllBytes(this[images], [.. Header(0x803, count, Size, Size), .. pixels]);
        File.WriteAllBytes(this[labels], [.. Header(0x801, count), .. Enumerable.Range(0, count).Select(i => (byte)(i % 10))]);
    }

    private static IEnumerable<byte> Header(params int[] numbers) => numbers.SelectMany(number =>
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    });
}

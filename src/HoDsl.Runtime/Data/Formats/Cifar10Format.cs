using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Data.Formats;

/// <summary>The six files of CIFAR-10's binary version: records of one label byte and 3072 pixels, red, green, blue, each 32 x 32.</summary>
/// <remarks>Krizhevsky, "Learning multiple layers of features from tiny images", 2009.</remarks>
/// <param name="imagesPerFile">How many records each file has.</param>
internal sealed class Cifar10Format(int imagesPerFile = Cifar10Format.ImagesPerFile) : DataFormat
{
    /// <summary>How many records each of the official files has.</summary>
    public const int ImagesPerFile = 10_000;

    /// <summary>The folder that the official archive unpacks to.</summary>
    public const string ArchiveFolder = "cifar-10-batches-bin";

    /// <summary>One record: the label and the pixels.</summary>
    public const int RecordLength = 1 + PixelsPerImage;

    /// <summary>Three channels of 32 x 32.</summary>
    public const int PixelsPerImage = 3 * 32 * 32;

    private static readonly MapShape Shape = new(3, 32, 32);
    private static readonly string[] ClassNames =
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"];

    /// <summary>The files of training images.</summary>
    public static IReadOnlyList<string> TrainingFiles { get; } =
        ["data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin"];

    /// <summary>The file of test images.</summary>
    public static string TestFile => "test_batch.bin";

    /// <inheritdoc/>
    public override string Description => $"CIFAR-10's binary files {TrainingFiles[0]} to {TrainingFiles[^1]} and {TestFile}";

    /// <inheritdoc/>
    public override bool Recognises(string folder) => HoldsAny(folder) || HoldsAny(Path.Combine(folder, ArchiveFolder));

    /// <inheritdoc/>
    public override DataSet Read(string name, string folder, IReadOnlyList<string>? classes, string remedy)
    {
        var holder = HoldsAny(folder) ? folder : Path.Combine(folder, ArchiveFolder);
        return new(
            name,
            ReadSet(holder, TrainingFiles, classes ?? ClassNames, remedy),
            ReadSet(holder, [TestFile], classes ?? ClassNames, remedy));
    }

    private static bool HoldsAny(string folder) => TrainingFiles.Append(TestFile).Any(file => File.Exists(Path.Combine(folder, file)));

    private ImageSet ReadSet(string folder, IReadOnlyList<string> files, IReadOnlyList<string> classes, string remedy)
    {
        var labels = new byte[files.Count * imagesPerFile];
        var pixels = new byte[labels.Length * PixelsPerImage];
        for (var file = 0; file < files.Count; file++)
        {
            var content = DataFile.Read(Path.Combine(folder, files[file]), remedy);
            content.ExpectLength((long)imagesPerFile * RecordLength);
            CopyRecords(content, classes.Count, file * imagesPerFile, labels, pixels);
        }
        return new(pixels, labels, Shape, classes);
    }

    private void CopyRecords(DataFile content, int classes, int firstImage, byte[] labels, byte[] pixels)
    {
        for (var record = 0; record < imagesPerFile; record++)
        {
            var (offset, image) = (record * RecordLength, firstImage + record);
            content.ExpectLabel(offset, classes);
            labels[image] = content.Bytes[offset];
            content.Bytes.AsSpan(offset + 1, PixelsPerImage).CopyTo(pixels.AsSpan(image * PixelsPerImage));
        }
    }
}

using HoDsl.Runtime.Checkpoints;

namespace HoDsl.Runtime.Data.Formats;

/// <summary>The four IDX files of the MNIST family, plain or gzip.</summary>
internal sealed class IdxFormat : DataFormat
{
    private const string ClassesFile = "classes.txt";

    private static readonly string[] Digits = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    private static readonly (string Images, string Labels) Training = ("train-images-idx3-ubyte", "train-labels-idx1-ubyte");
    private static readonly (string Images, string Labels) Test = ("t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");

    /// <inheritdoc/>
    public override string Description => $"the IDX files {Training.Images}, {Training.Labels}, {Test.Images} and {Test.Labels} (plain or .gz)";

    /// <inheritdoc/>
    public override bool Recognises(string folder) =>
        new[] { Training.Images, Training.Labels, Test.Images, Test.Labels }.Any(name => File.Exists(PathOf(folder, name)));

    /// <summary>Reads the folder; without given class names they are the lines of its <c>classes.txt</c>, or else the ten digits.</summary>
    /// <inheritdoc/>
    public override DataSet Read(DataPlace place)
    {
        var classes = place.Classes ?? ClassesOf(place.Folder);
        var training = ReadSet(place, Training, classes);
        var test = ReadSet(place, Test, classes);
        if (test.Shape != training.Shape)
        {
            throw DataFile.Read(PathOf(place.Folder, Test.Images), place.Remedy)
                .Broken(8, $"the test images are {test.Shape}, the training images {training.Shape}");
        }
        return new(place.Name, training, test);
    }

    private static ImageSet ReadSet(DataPlace place, (string Images, string Labels) names, IReadOnlyList<string> classes)
    {
        var (pixels, shape, count) = IdxFile.ReadImages(DataFile.Read(PathOf(place.Folder, names.Images), place.Remedy));
        var unless = classes == Digits ? $", unless {Path.Combine(place.Folder, ClassesFile)} names more, a line each" : "";
        var labels = IdxFile.ReadLabels(DataFile.Read(PathOf(place.Folder, names.Labels), place.Remedy), count, classes.Count, unless);
        return new(pixels, labels, shape, classes);
    }

    private static string PathOf(string folder, string name)
    {
        var plain = Path.Combine(folder, name);
        var packed = plain + ".gz";
        return File.Exists(plain) || !File.Exists(packed) ? plain : packed;
    }

    private static string[] ClassesOf(string folder)
    {
        var path = Path.Combine(folder, ClassesFile);
        return File.Exists(path) ? [.. FileFaults.Reading(path, () => File.ReadAllLines(path)).Select(line => line.Trim()).Where(line => line.Length > 0)] : Digits;
    }
}

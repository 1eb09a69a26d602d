using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data.Selecting;

namespace HoDsl.Runtime.Data.Formats;

/// <summary>PNG images in one folder a class: below <c>train</c> and <c>test</c>, or all together; then a fifth of each class is for testing.</summary>
/// <remarks>Classes and images come in the order of their names. Where any image has colours, all are read as coloured ones.</remarks>
internal sealed class PngFolderFormat : DataFormat
{
    private const string Training = "train";
    private const string Test = "test";
    private const int TestShare = 5;
    private const int MostClasses = 256;

    /// <inheritdoc/>
    public override string Description => $"PNG images in one folder a class, below {Training} and {Test} or without these";

    /// <inheritdoc/>
    public override bool Recognises(string folder) =>
        Directory.Exists(folder) && Folders(folder).Any(inner => HoldsImages(inner) || (IsPart(inner) && Folders(inner).Any(HoldsImages)));

    /// <inheritdoc/>
    public override DataSet Read(DataPlace place) => Folders(place.Folder).Any(IsPart) ? ReadParts(place) : ReadWhole(place);

    private static DataSet ReadParts(DataPlace place)
    {
        foreach (var part in new[] { Training, Test })
        {
            if (!Directory.Exists(Path.Combine(place.Folder, part)))
                throw new UserException($"The folder {place.Folder} lacks a folder {part}: add it, or put the folders of the classes directly into {place.Folder}.");
        }
        var training = LearntClassesOf(Path.Combine(place.Folder, Training));
        var test = ClassesOf(Path.Combine(place.Folder, Test));
        if (test.Except(training).FirstOrDefault() is { } unknown)
            throw new UserException($"The folder {Path.Combine(place.Folder, Test, unknown)} is of a class that {Training} does not have: rename or remove it.");
        var images = new PngImages(place.Remedy);
        images.Add(Path.Combine(place.Folder, Training), training);
        var learnt = images.Count;
        images.Add(Path.Combine(place.Folder, Test), training, mayLack: true);
        var all = images.ToSet(place.Classes ?? training);
        return new(place.Name, all.Select([.. Enumerable.Range(0, learnt)]), all.Select([.. Enumerable.Range(learnt, all.Count - learnt)]));
    }

    private static DataSet ReadWhole(DataPlace place)
    {
        var classes = LearntClassesOf(place.Folder);
        var images = new PngImages(place.Remedy);
        images.Add(place.Folder, classes);
        if (images.Count < TestShare)
            throw new UserException($"The folder {place.Folder} holds {images.Count} images; at least {TestShare} are needed to keep some for testing: add more.");
        var all = images.ToSet(place.Classes ?? classes);
        var (test, training) = ClassShares.Draw(all, all.Count / TestShare, ClassShares.Purpose.Test, place.Seed);
        return new(place.Name, all.Select(training), all.Select(test));
    }

    // Whoever knows one class only is never wrong.
    private static List<string> LearntClassesOf(string folder)
    {
        var classes = ClassesOf(folder);
        return classes.Count > 1 ? classes : throw new UserException(
            $"The folder {folder} holds images of one class ({classes[0]}), and there must be two at least to tell apart: put the images of another into a folder of its own there.");
    }

    private static List<string> ClassesOf(string folder)
    {
        List<string> classes = [.. Folders(folder).Select(inner => Path.GetFileName(inner)).Order(StringComparer.Ordinal)];
        return classes.Count switch
        {
            0 => throw new UserException($"The folder {folder} holds no folders: put the images of each class into a folder of its own there."),
            > MostClasses => throw new UserException($"The folder {folder} holds {classes.Count} folders; there can be at most {MostClasses} classes."),
            _ => classes,
        };
    }

    // A class may be called `train` too: of vehicles, say.
    private static bool IsPart(string folder) => Path.GetFileName(folder) is Training or Test && !HoldsImages(folder);

    private static bool HoldsImages(string folder) => FileFaults.Reading(folder, () => Directory.EnumerateFiles(folder).Any(PngImages.IsPng));

    // What programs and systems keep to themselves begins with a dot.
    private static IEnumerable<string> Folders(string folder) =>
        FileFaults.Reading(folder, () => Directory.GetDirectories(folder)).Where(inner => !Path.GetFileName(inner).StartsWith('.'));
}

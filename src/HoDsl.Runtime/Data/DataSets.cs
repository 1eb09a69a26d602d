using HoDsl.Runtime.Data.Formats;

namespace HoDsl.Runtime.Data;

/// <summary>Finds and reads data sets: by name, or from a folder that is recognised by what it holds.</summary>
public static class DataSets
{
    private const string RootVariable = "HODSL_DATA";

    private static readonly DataFormat Idx = new IdxFormat();
    private static readonly DataFormat Cifar10 = new CifarFormat(CifarLayout.Cifar10);
    private static readonly DataFormat Cifar100 = new CifarFormat(CifarLayout.Cifar100);
    private static readonly DataFormat[] Formats = [Idx, Cifar10, Cifar100, new PngFolderFormat()];

    /// <summary>The folder that holds the data sets, one folder each: <c>$HODSL_DATA</c>, or else <c>data</c> in the current folder.</summary>
    public static string Root =>
        Environment.GetEnvironmentVariable(RootVariable) is { Length: > 0 } root ? Path.GetFullPath(root) : Path.GetFullPath("data");

    /// <summary>The data sets that go by a name.</summary>
    public static IReadOnlyList<KnownDataSet> Known { get; } =
    [
        new("fashion", "Fashion-MNIST, 28 x 28 greyscale", "install Debian's package dataset-fashion-mnist (apt-get install dataset-fashion-mnist)", Idx)
        {
            SystemFolders = ["/usr/share/datasets/fashion-mnist"],
            Classes = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"],
        },
        new("mnist", "MNIST, 28 x 28 greyscale", "run ./hodsl data get mnist", Idx),
        new("cifar10", "CIFAR-10, 32 x 32 colour", "run ./hodsl data get cifar10", Cifar10),
        new(
            "cifar100",
            "CIFAR-100, 32 x 32 colour",
            "download cifar-100-binary.tar.gz from https://www.cs.toronto.edu/~kriz/cifar.html and run ./hodsl data get cifar100 --from cifar-100-binary.tar.gz",
            Cifar100),
    ];

    /// <summary>Reads a data set.</summary>
    /// <param name="nameOrFolder">A name of <see cref="Known"/>, or a folder that holds IDX files, binary files of CIFAR, or PNG images by class.</param>
    /// <param name="selection">Which of its images are used; all where nothing is given.</param>
    /// <exception cref="UserException">There is no such set, a file of it is missing or broken, or it has too few images.</exception>
    public static DataSet Load(string nameOrFolder, DataSelection? selection = null)
    {
        selection ??= DataSelection.All;
        var known = Known.FirstOrDefault(known => known.Name == nameOrFolder);
        return selection.From(known?.Load() ?? LoadFolder(nameOrFolder, selection.Seed));
    }

    private static DataSet LoadFolder(string folder, long seed)
    {
        if (!Directory.Exists(folder))
        {
            throw new UserException(
                $"There is no data set and no folder called {folder}: give {string.Join(", ", Known.Select(known => known.Name))}, or a folder with images.");
        }
        var format = Formats.FirstOrDefault(format => format.Recognises(folder)) ?? throw new UserException(
            $"The folder {folder} holds no data set: expected are {string.Join("; or ", Formats.Select(format => format.Description))}.");
        return format.Read(new(NameOf(folder), folder, "replace it by an intact copy", Seed: seed));
    }

    private static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
}

using HoDsl.Runtime.Data.Formats;

namespace HoDsl.Runtime.Data;

/// <summary>Finds and reads data sets: by name, or from a folder that is recognised by what it holds.</summary>
public static class DataSets
{
    private const string RootVariable = "HODSL_DATA";

    private static readonly DataFormat[] Formats = [new IdxFormat(), new Cifar10Format()];

    /// <summary>The folder that holds the data sets, one folder each: <c>$HODSL_DATA</c>, or else <c>data</c> in the current folder.</summary>
    public static string Root =>
        Environment.GetEnvironmentVariable(RootVariable) is { Length: > 0 } root ? Path.GetFullPath(root) : Path.GetFullPath("data");

    /// <summary>The data sets that go by a name.</summary>
    public static IReadOnlyList<KnownDataSet> Known { get; } =
    [
        new(
            "fashion",
            "Fashion-MNIST, 28 x 28 greyscale",
            "install Debian's package dataset-fashion-mnist (apt-get install dataset-fashion-mnist)",
            new IdxFormat())
        {
            SystemFolders = ["/usr/share/datasets/fashion-mnist"],
            Classes = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"],
        },
        new("cifar10", "CIFAR-10, 32 x 32 colour", "run ./hodsl data get cifar10", new Cifar10Format()),
    ];

    /// <summary>Reads a data set.</summary>
    /// <param name="nameOrFolder">A name of <see cref="Known"/>, or a folder that holds IDX or CIFAR-10 binary files.</param>
    /// <exception cref="UserException">There is no such set, or a file of it is missing or broken.</exception>
    public static DataSet Load(string nameOrFolder) =>
        Known.FirstOrDefault(known => known.Name == nameOrFolder) is { } known ? known.Load() : LoadFolder(nameOrFolder);

    private static DataSet LoadFolder(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new UserException(
                $"There is no data set and no folder called {folder}: give {string.Join(", ", Known.Select(known => known.Name))}, or a folder with images.");
        }
        var format = Formats.FirstOrDefault(format => format.Recognises(folder)) ?? throw new UserException(
            $"The folder {folder} holds no data set: expected are {string.Join(", or ", Formats.Select(format => format.Description))}.");
        return format.Read(NameOf(folder), folder, classes: null, "replace it by an intact copy");
    }

    private static string NameOf(string folder) => Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
}

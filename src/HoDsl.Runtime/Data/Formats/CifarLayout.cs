namespace HoDsl.Runtime.Data.Formats;

/// <summary>The files of a data set in the binary form of CIFAR, and how many records each has.</summary>
/// <remarks>Krizhevsky, "Learning multiple layers of features from tiny images", 2009.</remarks>
/// <param name="Title">What people call it.</param>
/// <param name="ArchiveFolder">The folder that the official archive unpacks to.</param>
/// <param name="Training">The files of training images.</param>
/// <param name="Test">The file of test images.</param>
/// <param name="LabelBytes">How many classes each label byte in front of a record tells apart; the last one is the label.</param>
/// <param name="Classes">The names of the classes.</param>
internal sealed record CifarLayout(
    string Title, string ArchiveFolder, IReadOnlyList<CifarFile> Training, CifarFile Test, IReadOnlyList<int> LabelBytes, IReadOnlyList<string> Classes)
{
    /// <summary>Three channels of 32 x 32: red, green, blue.</summary>
    public const int PixelsPerImage = 3 * 32 * 32;

    /// <summary>CIFAR-10: five files to learn from, one label byte.</summary>
    public static CifarLayout Cifar10 { get; } = new(
        "CIFAR-10",
        "cifar-10-batches-bin",
        [.. Enumerable.Range(1, 5).Select(batch => new CifarFile($"data_batch_{batch}.bin", 10_000))],
        new("test_batch.bin", 10_000),
        [10],
        ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]);

    /// <summary>CIFAR-100: the number of the superclass, then that of the class.</summary>
    public static CifarLayout Cifar100 { get; } = new(
        "CIFAR-100",
        "cifar-100-binary",
        [new("train.bin", 50_000)],
        new("test.bin", 10_000),
        [20, 100],
        [
            "apple", "aquarium fish", "baby", "bear", "beaver", "bed", "bee", "beetle", "bicycle", "bottle", "bowl", "boy", "bridge", "bus",
            "butterfly", "camel", "can", "castle", "caterpillar", "cattle", "chair", "chimpanzee", "clock", "cloud", "cockroach", "couch",
            "crab", "crocodile", "cup", "dinosaur", "dolphin", "elephant", "flatfish", "forest", "fox", "girl", "hamster", "house",
            "kangaroo", "keyboard", "lamp", "lawn mower", "leopard", "lion", "lizard", "lobster", "man", "maple tree", "motorcycle",
            "mountain", "mouse", "mushroom", "oak tree", "orange", "orchid", "otter", "palm tree", "pear", "pickup truck", "pine tree",
            "plain", "plate", "poppy", "porcupine", "possum", "rabbit", "raccoon", "ray", "road", "rocket", "rose", "sea", "seal", "shark",
            "shrew", "skunk", "skyscraper", "snail", "snake", "spider", "squirrel", "streetcar", "sunflower", "sweet pepper", "table",
            "tank", "telephone", "television", "tiger", "tractor", "train", "trout", "tulip", "turtle", "wardrobe", "whale", "willow tree",
            "wolf", "woman", "worm",
        ]);

    /// <summary>All files.</summary>
    public IEnumerable<CifarFile> Files => Training.Append(Test);

    /// <summary>One record: the labels and the pixels.</summary>
    public int RecordLength => LabelBytes.Count + PixelsPerImage;
}

/// <summary>A file of CIFAR's records.</summary>
internal sealed record CifarFile(string Name, int Records);

using System.IO.Compression;
using HoDsl.Runtime.Tests.Support;

namespace HoDsl.Runtime.Tests.Data;

/// <summary>Writes small data sets of the MNIST family: three images of 2 x 2 for training, two for testing.</summary>
internal static class IdxFiles
{
    public const string TrainingImages = "train-images-idx3-ubyte";
    public const string TrainingLabels = "train-labels-idx1-ubyte";
    public const string TestImages = "t10k-images-idx3-ubyte";
    public const string TestLabels = "t10k-labels-idx1-ubyte";

    public static IReadOnlyDictionary<string, byte[]> Content { get; } = new Dictionary<string, byte[]>
    {
        [TrainingImages] = [0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12],
        [TrainingLabels] = [0, 0, 8, 1, 0, 0, 0, 3, 9, 0, 4],
        [TestImages] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 2, 13, 14, 15, 16, 17, 18, 19, 20],
        [TestLabels] = [0, 0, 8, 1, 0, 0, 0, 2, 7, 8],
    };

    /// <summary>Writes the four files, gzip or plain, one of them changed or (null) left out.</summary>
    public static void Write(TemporaryFolder folder, bool gzip = false, string? changed = null, byte[]? to = null)
    {
        foreach (var (name, content) in Content)
        {
            var written = name == changed ? to : gzip ? Gzip(content) : content;
            if (written is not null)
                folder.Write(gzip ? name + ".gz" : name, written);
        }
    }

    public static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress))
            gzip.Write(content);
        return packed.ToArray();
    }
}

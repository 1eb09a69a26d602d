using System.Text;

namespace HoDsl.Snapshots.Tests;

/// <summary>A folder of snapshots that lives as long as a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("snapshots-");

    public IEnumerable<string> Files => _folder.EnumerateFiles("*", SearchOption.AllDirectories).Select(file => file.Name).Order(StringComparer.Ordinal);

    public string TestFile => Path.Combine(_folder.FullName, "Tests.cs");

    public Task VerifyAsync(string prefix, string text, bool accepting = false) =>
        VerifyAsync(prefix, [Snapshot.Of(text, "txt")], accepting);

    public Task VerifyAsync(string prefix, IReadOnlyList<Snapshot> snapshots, bool accepting = false) =>
        new SnapshotFolder(prefix, TestFile, new VerifySettings(), accepting).VerifyAsync(snapshots);

    public void Write(string name, string text) => File.WriteAllText(PathOf(name), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

    public byte[] Bytes(string name) => File.ReadAllBytes(PathOf(name));

    public void Dispose() => _folder.Delete(recursive: true);

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);
}

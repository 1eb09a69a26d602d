namespace HoDsl.Runtime.Data.Download;

/// <summary>A hidden folder inside the target in which files are made, so that the target never holds half of one.</summary>
internal sealed class PartialFolder : IDisposable
{
    private const string Prefix = ".partial-";

    private readonly string _target;
    private readonly List<string> _files = [];

    /// <summary>Makes the target, if need be, and the hidden folder in it.</summary>
    public PartialFolder(string target)
    {
        _target = target;
        Path = System.IO.Path.Combine(target, Prefix + Guid.NewGuid().ToString("N")[..8]);
        Directory.CreateDirectory(Path);
    }

    /// <summary>Where to work.</summary>
    public string Path { get; }

    /// <summary>Makes a new empty folder in it.</summary>
    public string MakeFolder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    /// <summary>Writes a file through to the disk, not yet into the target.</summary>
    public void Write(string name, byte[] content)
    {
        using var file = new FileStream(System.IO.Path.Combine(Path, name), FileMode.CreateNew, FileAccess.Write);
        file.Write(content);
        file.Flush(flushToDisk: true);
        _files.Add(name);
    }

    /// <summary>Moves all files that were written into the target.</summary>
    public void Publish()
    {
        foreach (var name in _files)
            File.Move(System.IO.Path.Combine(Path, name), System.IO.Path.Combine(_target, name), overwrite: true);
        _files.Clear();
    }

    /// <summary>Removes the folder with all that was not published.</summary>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}

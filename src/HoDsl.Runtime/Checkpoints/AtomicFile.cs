namespace HoDsl.Runtime.Checkpoints;

/// <summary>Writes a file whole or not at all: into a temporary file beside it, flushed to disk, then renamed over it, the folder flushed too.</summary>
public static class AtomicFile
{
    private const string Ending = ".tmp";

    /// <summary>Writes <paramref name="path"/>; whatever was there before stays until the new content is complete.</summary>
    /// <exception cref="UserException">The file cannot be written: no space, no permission, no such folder.</exception>
    public static void Write(string path, Action<Stream> write) => FileFaults.Writing(path, () =>
    {
        var temporary = $"{path}.{Environment.ProcessId}{Ending}";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1 << 16))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            FolderFlush.Of(Path.GetDirectoryName(Path.GetFullPath(path))!);
        }
        catch
        {
            TryDelete(temporary);
            throw;
        }
    });

    /// <summary>Deletes what writers that were killed have left behind in a folder that nobody writes to.</summary>
    internal static void Tidy(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, $"*{Ending}")) TryDelete(file);
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The first fault is the one to report.
        }
    }
}

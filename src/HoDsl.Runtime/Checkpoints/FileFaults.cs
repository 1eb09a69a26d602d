namespace HoDsl.Runtime.Checkpoints;

/// <summary>Says in a few words why a file could not be read or written, and what to do.</summary>
public static class FileFaults
{
    // errno as .NET hands it on in HResult on Unix, and the HRESULTs of Windows.
    private const int WouldBlock = 11, SharingViolation = unchecked((int)0x80070020);
    private const int TooLarge = 27, NoSpace = 28, ReadOnlyFileSystem = 30, QuotaExceeded = 122;
    private const int DiskFull = unchecked((int)0x80070070), HandleDiskFull = unchecked((int)0x80070027);

    /// <summary>The reason as half a sentence that ends with a full stop.</summary>
    public static string Reason(Exception fault) => fault switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file or folder.",
        UnauthorizedAccessException => "permission is denied; choose a place that you may write to.",
        IOException { HResult: NoSpace or DiskFull or HandleDiskFull or QuotaExceeded } => "the disk is full; free some space and run it again.",
        IOException { HResult: TooLarge } => "the file would be larger than this system allows; raise the limit (ulimit -f).",
        IOException { HResult: ReadOnlyFileSystem } => "the file system is read-only; choose another place.",
        _ => $"{fault.Message.TrimEnd('.')}.",
    };

    /// <summary>Whether another process holds the file.</summary>
    internal static bool IsHeld(IOException fault) => fault.HResult is WouldBlock or SharingViolation;

    /// <summary>Reads, and turns what the system refuses into one sentence.</summary>
    /// <param name="path">The file or folder, for the sentence.</param>
    /// <param name="read">Reads it.</param>
    /// <exception cref="UserException">It cannot be read.</exception>
    public static T Reading<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, fault);
        }
    }

    /// <summary>What to say of a file or folder that cannot be read.</summary>
    internal static UserException Unreadable(string path, Exception fault) => new(
        // .NET says the same of a folder that is read as a file.
        $"Cannot read {path}: {(fault is UnauthorizedAccessException ? "it may not be read, or is a folder in a file's place; choose another." : Reason(fault))}", fault);

    /// <summary>Writes, and turns what the system refuses into one sentence.</summary>
    /// <exception cref="UserException">The file cannot be written.</exception>
    internal static void Writing(string path, Action write) => Writing<object?>(path, () =>
    {
        write();
        return null;
    });

    /// <summary>The same, with what comes of it.</summary>
    /// <exception cref="UserException">The file cannot be written.</exception>
    internal static T Writing<T>(string path, Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UserException($"Cannot write {path}: {Reason(fault)}", fault);
        }
    }
}

using System.Runtime.InteropServices;

namespace HoDsl.Runtime.Checkpoints;

/// <summary>Flushes the names in a folder to disk, as a flushed file alone does not. .NET itself has no call for it.</summary>
internal static class FolderFlush
{
    private const int ReadOnly = 0;

    /// <summary>Flushes a folder; where the system does not flush folders (Windows; some network file systems), nothing happens.</summary>
    public static void Of(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0) return;
        _ = Sync(descriptor);
        _ = Close(descriptor);
    }

    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    private static extern int Sync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    private static extern int Close(int descriptor);
}

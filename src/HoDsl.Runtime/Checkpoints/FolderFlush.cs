using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace HoDsl.Runtime.Checkpoints;

/// <summary>Flushes the names in a folder to disk, as a flushed file alone does not. .NET itself opens no folders.</summary>
internal static class FolderFlush
{
    private const int ReadOnly = 0;

    /// <summary>Flushes a folder; where the system does not flush folders (Windows; some network file systems), nothing happens.</summary>
    /// <exception cref="IOException">The disk does not take it.</exception>
    public static void Of(string folder)
    {
        if (OperatingSystem.IsWindows()) return;
        using var handle = new SafeFileHandle(Open(folder, ReadOnly), ownsHandle: true);
        if (!handle.IsInvalid) RandomAccess.FlushToDisk(handle);
    }

    [DllImport("libc", EntryPoint = "open")]
    private static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);
}

using System.Runtime.InteropServices;

namespace HoDsl.Tests;

/// <summary>A folder that may not be read: not by the administrator either, who reads files as nobody meanwhile.</summary>
internal static class Unreadable
{
    private const uint Nobody = 65534, NoMode = 0, ModeForAll = 0b111_101_101;

    /// <summary>Does something on this thread while a folder may not be read; the one above it may be from then on.</summary>
    public static void While(string folder, Action act)
    {
        _ = SetMode(Path.GetDirectoryName(folder)!, ModeForAll);
        _ = SetMode(folder, NoMode);
        var own = ReadAs(Nobody);
        try
        {
            act();
        }
        finally
        {
            _ = ReadAs(own);
            _ = SetMode(folder, ModeForAll);
        }
    }

    // .NET's own call is not for Windows: who compiles for all systems may not make it.
    [DllImport("libc", EntryPoint = "chmod")]
    private static extern int SetMode([MarshalAs(UnmanagedType.LPUTF8Str)] string path, uint mode);

    [DllImport("libc", EntryPoint = "setfsuid")]
    private static extern uint ReadAs(uint user);
}

using System.Reflection;
using System.Runtime.InteropServices;

namespace HoDsl.Torch.Dispatch;

/// <summary>Native libraries, which do not take over what a fault of the process means.</summary>
internal static unsafe partial class NativeLibraries
{
    // SIGILL, SIGTRAP, SIGBUS, SIGFPE and SIGSEGV: the runtime's handlers make exceptions of them, NullReferenceException among these.
    private static readonly int[] Faults = [4, 5, 7, 8, 11];

    // More than a `struct sigaction` of any C library.
    private const int Room = 256;

    /// <summary>Loads a library from a path.</summary>
    /// <exception cref="DllNotFoundException">There is none, or it cannot be loaded.</exception>
    public static nint Load(string path) => WithHandlersKept(() => NativeLibrary.Load(path));

    /// <summary>Loads a library as an assembly's calls into it would.</summary>
    /// <exception cref="DllNotFoundException">There is none, or it cannot be loaded.</exception>
    public static nint Load(string name, Assembly assembly) => WithHandlersKept(() => NativeLibrary.Load(name, assembly, searchPath: null));

    // Some libraries set handlers of their own as they are loaded. Debian 13's libtorch needs MPI, and that UCX, whose handlers
    // write a trace of calls and end the process.
    private static nint WithHandlersKept(Func<nint> load)
    {
        if (!OperatingSystem.IsLinux())
            return load();
        Span<byte> handlers = stackalloc byte[Faults.Length * Room];
        fixed (byte* kept = handlers)
        {
            for (var i = 0; i < Faults.Length; i++)
                SetHandler(Faults[i], null, kept + (i * Room));
            try
            {
                return load();
            }
            finally
            {
                for (var i = 0; i < Faults.Length; i++)
                    SetHandler(Faults[i], kept + (i * Room), null);
            }
        }
    }

    // The C library's own: a library that sets handlers may have a sigaction of its own, which keeps them.
    [LibraryImport("libc", EntryPoint = "sigaction")]
    private static partial int SetHandler(int signal, byte* handler, byte* previous);
}

using HoDsl.Torch.Dispatch;
using static TorchSharp.torch;

namespace HoDsl.Torch;

/// <summary>Whether work of this thread is being recorded, for what native code cannot see of it.</summary>
internal static class RecordingState
{
    private static int changes;

    /// <summary>Whether it is.</summary>
    [field: ThreadStatic]
    public static bool IsOn { get; set; }

    /// <summary>How often hooks were added to modules, or parameters given other memory, so far: what was recorded before knows nothing of it.</summary>
    public static int Changes => Volatile.Read(ref changes);

    /// <summary>Something of that has happened.</summary>
    public static void Changed() => Interlocked.Increment(ref changes);

    /// <summary>The work under way, if it is being recorded, cannot be.</summary>
    /// <param name="reason">What it does, as "calls a hook of a module".</param>
    public static void Refuse(string reason)
    {
        if (IsOn)
            NativeMethods.hodsl_recording_refuse(reason);
    }

    /// <summary>A new tensor was filled with numbers by managed code: if work is being recorded, they are taken to be the same each time.</summary>
    public static void Filled(Tensor tensor)
    {
        if (!IsOn)
            return;
        using var held = new Held(tensor);
        NativeMethods.hodsl_recording_constant(held);
    }
}

using System.Runtime.InteropServices;
using HoDsl.Torch.Dispatch;

namespace TorchSharp;

/// <summary>PyTorch's names for tensors, operators and modules, over the libtorch on this machine.</summary>
/// <remarks>
/// Names, signatures and meaning are TorchSharp's, and PyTorch documents the operators: https://pytorch.org/docs/stable/torch.html.
/// An operator that fails throws <see cref="ExternalException"/> with its name, its arguments' types and shapes, and libtorch's words.
/// </remarks>
public static partial class torch
{
    /// <summary>The version of the libtorch that the native part was built against.</summary>
    public static unsafe string __version__ => Marshal.PtrToStringUTF8((nint)NativeMethods.hodsl_torch_version())!;

    /// <summary>How many threads an operator may use.</summary>
    public static int get_num_threads() => NativeMethods.hodsl_threads();

    /// <summary>Sets how many threads an operator may use.</summary>
    public static void set_num_threads(int num) => NativeMethods.Check(NativeMethods.hodsl_set_threads(num));
}

using HoDsl.Torch.Dispatch;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>NVIDIA GPUs.</summary>
    public static partial class cuda
    {
        /// <summary>Whether this libtorch can use an NVIDIA GPU and there is one.</summary>
        public static bool is_available() => device_count() > 0;

        /// <summary>How many NVIDIA GPUs this libtorch can use.</summary>
        public static int device_count() => NativeMethods.hodsl_cuda_device_count();

        /// <summary>Waits until a GPU has done all that it was given.</summary>
        public static void synchronize(Device? device = null) =>
            NativeMethods.Check(NativeMethods.hodsl_cuda_synchronize(device?.index ?? -1));
    }
}

using HoDsl.Torch;
using TorchSharp;

namespace HoDsl.Tests;

/// <summary>What the whole process holds in native memory.</summary>
/// <param name="Bytes">0 with the TorchSharp packages, which do not count.</param>
/// <param name="Tensors">Those that nobody has disposed yet.</param>
internal readonly record struct HeldMemory(long Bytes, long Tensors)
{
    public static HeldMemory Now => new(TorchExtras.Current.Memory(torch.CPU)?.Bytes ?? 0, torch.Tensor.TotalCount);

    /// <summary>The figures to count from: what earlier code left to finalisers is released first, and not while a test counts.</summary>
    public static HeldMemory Settled()
    {
        // What a finaliser lets go may have finalisers of its own.
        for (var i = 0; i < 2; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return Now;
    }
}

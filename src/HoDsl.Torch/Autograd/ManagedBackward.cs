using System.Runtime.InteropServices;
using HoDsl.Torch.Dispatch;
using static TorchSharp.torch;

namespace HoDsl.Torch.Autograd;

/// <summary>How the graph calls a backward pass that is written in C#.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct ManagedBackward
{
    private nint owner;
    private delegate* unmanaged<nint, nint, nint*, int, nint*, int, int> call;
    private delegate* unmanaged<nint, void> release;
    private int materializeGrads;

    /// <summary>A backward pass that the graph keeps as long as it lives.</summary>
    /// <param name="pass">Takes the node of the graph and the gradients of the outputs, and gives those of the tensors among the inputs.</param>
    /// <param name="materializeGrads">Whether a missing gradient is handed over as zeros.</param>
    public static ManagedBackward Of(Func<nint, List<Tensor?>, IReadOnlyList<Tensor?>> pass, bool materializeGrads) => new()
    {
        owner = GCHandle.ToIntPtr(GCHandle.Alloc(pass)),
        call = &Call,
        release = &Release,
        materializeGrads = materializeGrads ? 1 : 0,
    };

    [UnmanagedCallersOnly]
    private static int Call(nint owner, nint node, nint* gradients, int gradientCount, nint* results, int resultCount)
    {
        try
        {
            using var scope = NewDisposeScope();
            var pass = (Func<nint, List<Tensor?>, IReadOnlyList<Tensor?>>)GCHandle.FromIntPtr(owner).Target!;
            var given = new List<Tensor?>();
            for (var i = 0; i < gradientCount; i++)
                given.Add(Tensor.OrNull(gradients[i]));
            var received = pass(node, given);
            for (var i = 0; i < resultCount; i++)
                results[i] = received[i] is { } gradient ? Share(gradient) : 0;
            return 0;
        }
        catch (Exception exception)
        {
            return KeptExceptions.Keep(exception);
        }
    }

    private static nint Share(Tensor tensor)
    {
        using var held = new Held(tensor);
        return NativeMethods.hodsl_tensor_share(held);
    }

    [UnmanagedCallersOnly]
    private static void Release(nint owner) => GCHandle.FromIntPtr(owner).Free();
}

using static TorchSharp.torch;

namespace HoDsl.Torch.Dispatch;

/// <summary>Tensors that no thread can release while native code works with their handles.</summary>
internal sealed class HeldList : IDisposable
{
    private readonly List<Tensor> held = [];

    /// <summary>Holds tensors; a null among them has the handle 0.</summary>
    /// <param name="tensors">The tensors.</param>
    /// <param name="what">What each of them is to whom, as "hodsl::chain: argument".</param>
    /// <exception cref="ObjectDisposedException">One of them was disposed.</exception>
    public HeldList(IEnumerable<Tensor?>? tensors, string what)
    {
        var handles = new List<nint>();
        foreach (var tensor in tensors ?? [])
        {
            if (tensor is not null)
                held.Add(tensor);
            nint handle = 0;
            if (tensor?.TryHold(out handle) == false)
            {
                Dispose();
                throw Tensor.WasDisposed($"{what} {handles.Count + 1}");
            }

            handles.Add(handle);
        }

        Handles = [.. handles];
    }

    /// <summary>The handles, in the order of the tensors.</summary>
    public nint[] Handles { get; }

    /// <summary>How many there are.</summary>
    public int Count => Handles.Length;

    /// <summary>Lets go of the tensors.</summary>
    public void Dispose()
    {
        foreach (var tensor in held)
            tensor.Release();
        held.Clear();
    }
}

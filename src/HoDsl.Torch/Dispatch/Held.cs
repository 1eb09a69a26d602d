using static TorchSharp.torch;

namespace HoDsl.Torch.Dispatch;

/// <summary>A tensor that no thread can release while native code works with its handle.</summary>
internal readonly ref struct Held : IDisposable
{
    private readonly Tensor? tensor;
    private readonly nint handle;

    /// <summary>Holds a tensor, or nothing for null.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="what">What it is to whom, as "alias: argument 1".</param>
    /// <exception cref="ObjectDisposedException">The tensor was disposed.</exception>
    public Held(Tensor? tensor, string what = "This")
    {
        if (tensor is null || tensor.TryHold(out handle))
        {
            this.tensor = tensor;
            return;
        }

        tensor.Release();
        throw Tensor.WasDisposed(what);
    }

    /// <summary>The handle, or 0 for nothing.</summary>
    public static implicit operator nint(Held held) => held.handle;

    /// <summary>Lets go of the tensor.</summary>
    public void Dispose() => tensor?.Release();
}

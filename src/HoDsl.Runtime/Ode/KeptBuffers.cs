using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Ode;

/// <summary>The buffers of a module as they are now, which they become again in the end: a backward pass that calls f moves no statistics.</summary>
internal sealed class KeptBuffers : IDisposable
{
    private readonly List<(Tensor Buffer, Tensor Kept)> _buffers;

    /// <summary>Keeps the buffers.</summary>
    public KeptBuffers(Module module) => _buffers = [.. module.buffers().Select(buffer => (buffer, buffer.clone()))];

    /// <summary>Gives the buffers back what they had.</summary>
    public void Dispose()
    {
        foreach (var (buffer, kept) in _buffers)
        {
            buffer.copy_(kept);
            kept.Dispose();
        }
    }
}

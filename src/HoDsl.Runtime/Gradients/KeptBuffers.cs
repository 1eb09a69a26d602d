using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Gradients;

/// <summary>The buffers of modules as they are now, which they become again in the end: a backward pass that computes anew moves no statistics.</summary>
internal sealed class KeptBuffers : IDisposable
{
    private readonly List<(Tensor Buffer, Tensor Kept)> _buffers;

    /// <summary>Keeps the buffers.</summary>
    public KeptBuffers(params IEnumerable<Module> modules) => _buffers = [.. modules.SelectMany(module => module.buffers()).Select(buffer => (buffer, buffer.clone()))];

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

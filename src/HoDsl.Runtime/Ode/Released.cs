using static TorchSharp.torch;

namespace HoDsl.Runtime.Ode;

/// <summary>Tensors that nobody needs any more.</summary>
internal static class Released
{
    /// <summary>Releases them.</summary>
    public static void All(IEnumerable<Tensor>? tensors)
    {
        foreach (var tensor in tensors ?? [])
            tensor.Dispose();
    }
}

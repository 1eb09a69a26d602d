using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Tests.Support;

/// <summary>What tensors hold, bit for bit, whatever their strides.</summary>
internal static class TensorBytes
{
    public static byte[] Of(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.detach().contiguous().bytes.ToArray();
    }

    public static byte[] Of(Module network) => [.. network.state_dict().Values.SelectMany(Of)];
}

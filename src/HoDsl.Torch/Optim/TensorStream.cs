using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>Tensors in a stream, in TorchSharp's form: type of elements, dimensions, sizes, elements in order.</summary>
internal static class TensorStream
{
    public static void Write(BinaryWriter writer, Tensor tensor)
    {
        using var scope = NewDisposeScope();
        writer.Write7BitEncodedInt64((long)tensor.dtype);
        writer.Write7BitEncodedInt64(tensor.dim());
        foreach (var size in tensor.shape)
            writer.Write7BitEncodedInt64(size);
        writer.Write(tensor.detach().cpu().contiguous().bytes);
    }

    /// <summary>Reads a tensor on the processor; no scope disposes it.</summary>
    /// <exception cref="ArgumentException">It is not of the shape and type that are wanted.</exception>
    /// <exception cref="EndOfStreamException">The stream ends within the tensor.</exception>
    public static Tensor Read(BinaryReader reader, long[] shape, ScalarType type)
    {
        var isAsWanted = reader.Read7BitEncodedInt64() == (long)type && reader.Read7BitEncodedInt64() == shape.Length;
        foreach (var size in shape)
            isAsWanted = isAsWanted && reader.Read7BitEncodedInt64() == size;
        if (!isAsWanted)
            throw new ArgumentException($"The state is of another parameter than of one of shape [{string.Join(", ", shape)}] and type {type}.");
        var tensor = empty(shape, type).DetachFromDisposeScope();
        reader.BaseStream.ReadExactly(tensor.bytes);
        return tensor;
    }
}

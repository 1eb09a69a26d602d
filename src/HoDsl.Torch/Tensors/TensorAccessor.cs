using System.Collections;
using HoDsl.Torch;
using HoDsl.Torch.Dispatch;
using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>The elements of a tensor on the processor, in the order of their indices.</summary>
/// <typeparam name="T">The C# type of the tensor's elements.</typeparam>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private readonly Tensor tensor;
    private readonly TensorInfo info;

    internal TensorAccessor(Tensor tensor)
    {
        info = tensor.Info;
        Tensor.RequireProcessor(info);
        var dtype = (ScalarType)info.Dtype;
        if (!ElementTypes.Holds<T>(dtype))
            throw new ArgumentException($"The tensor's elements are {dtype}, which C# does not read as {typeof(T).Name}.");
        this.tensor = tensor;
    }

    /// <summary>How many elements there are.</summary>
    public long Count => info.Numel;

    private unsafe T* Elements
    {
        get
        {
            RecordingState.Refuse("reads or writes elements itself");
            return (T*)info.Data;
        }
    }

    /// <summary>The element at an index of each dimension, or in the order of indices for a single one.</summary>
    public unsafe T this[params long[] indices]
    {
        get
        {
            using var held = new Held(tensor);
            return Elements[OffsetOf(indices)];
        }

        set
        {
            using var held = new Held(tensor);
            Elements[OffsetOf(indices)] = value;
        }
    }

    /// <summary>A copy of the elements.</summary>
    public T[] ToArray()
    {
        var array = new T[Count];
        CopyTo(array);
        return array;
    }

    /// <summary>Copies the elements from one on into an array.</summary>
    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    /// <summary>Copies the elements from one on into a span.</summary>
    public unsafe void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tensorIndex);
        using var held = new Held(tensor);
        var count = checked((int)(Count - tensorIndex));
        var target = array.Slice(arrayIndex, count);
        if (info.IsContiguous != 0)
        {
            new ReadOnlySpan<T>(Elements + tensorIndex, count).CopyTo(target);
        }
        else
        {
            for (var i = 0; i < count; i++)
                target[i] = Elements[OffsetOf(tensorIndex + i)];
        }
    }

    /// <summary>Copies a span into the elements from one on.</summary>
    public unsafe void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(tensorIndex);
        using var held = new Held(tensor);
        var source = array[arrayIndex..];
        if (source.Length > Count - tensorIndex)
            throw new ArgumentException($"{source.Length} elements do not fit behind element {tensorIndex} of {Count}.");
        for (var i = 0; i < source.Length; i++)
            Elements[OffsetOf(tensorIndex + i)] = source[i];
    }

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++)
            yield return this[IndicesOf(i)];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Does nothing: the elements are the tensor's.</summary>
    public void Dispose()
    {
    }

    private unsafe long OffsetOf(long[] indices)
    {
        if (indices.Length == 1 && info.Dimensions != 1)
            return OffsetOf(Within(indices[0], Count));
        if (indices.Length != info.Dimensions)
            throw new ArgumentException($"The tensor has {info.Dimensions} dimensions; {indices.Length} indices were given.");
        long offset = 0;
        for (var i = 0; i < indices.Length; i++)
            offset += Within(indices[i], info.Sizes[i]) * info.Strides[i];
        return offset;
    }

    private unsafe long OffsetOf(long place)
    {
        if (info.IsContiguous != 0)
            return place;
        long offset = 0;
        for (var i = info.Dimensions - 1; i >= 0; i--)
        {
            (place, var index) = Math.DivRem(place, info.Sizes[i]);
            offset += index * info.Strides[i];
        }

        return offset;
    }

    private unsafe long[] IndicesOf(long place)
    {
        var indices = new long[info.Dimensions];
        for (var i = info.Dimensions - 1; i >= 0; i--)
            (place, indices[i]) = Math.DivRem(place, info.Sizes[i]);
        return indices;
    }

    private static long Within(long index, long size) =>
        index >= 0 && index < size ? index : throw new IndexOutOfRangeException($"There is no index {index} among {size}.");
}

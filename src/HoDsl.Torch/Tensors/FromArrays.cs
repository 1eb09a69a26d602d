using HoDsl.Torch;
using HoDsl.Torch.Dispatch;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    // Elements are copied: the tensor owns its memory, and the array may change.
    private static unsafe Tensor FromSpan<T>(ReadOnlySpan<T> elements, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requires_grad, string[]? names)
        where T : unmanaged
    {
        RefuseNames(names);
        if (Product(dimensions) != elements.Length)
            throw new ArgumentException($"A tensor of the shape [{string.Join(", ", dimensions.ToArray())}] does not have {elements.Length} elements.");
        var own = ElementTypes.Of(typeof(T));
        var tensor = Operators.Empty.Call(dimensions.ToArray(), own);
        elements.CopyTo(new Span<T>(tensor.Info.Data, elements.Length));
        RecordingState.Filled(tensor);
        var moved = device is null && dtype is null ? tensor : tensor.to(dtype ?? own, device ?? CPU, disposeAfter: true);
        return moved.WithGrad(requires_grad);
    }

    private static long Product(ReadOnlySpan<long> sizes)
    {
        long product = 1;
        foreach (var size in sizes)
            product = checked(product * size);
        return product;
    }

    /// <summary>A single number.</summary>
    public static Tensor tensor(float scalar, Device? device = null, bool requires_grad = false) =>
        FromSpan(new ReadOnlySpan<float>(in scalar), [], null, device, requires_grad, null);

    /// <summary>A single number, in double precision where no type is stated.</summary>
    public static Tensor tensor(double scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        FromSpan(new ReadOnlySpan<double>(in scalar), [], dtype, device, requires_grad, null);

    /// <summary>A single number.</summary>
    public static Tensor tensor(long scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        FromSpan(new ReadOnlySpan<long>(in scalar), [], dtype, device, requires_grad, null);

    /// <summary>A copy of an array.</summary>
    public static Tensor tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromSpan<float>(rawArray, [rawArray.LongLength], dtype, device, requires_grad, names);

    /// <summary>A copy of an array, in a shape.</summary>
    /// <exception cref="ArgumentException">The shape does not have as many elements as the array.</exception>
    public static Tensor tensor(float[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromSpan<float>(rawArray, dimensions, dtype, device, requires_grad, names);

    /// <summary>A copy of an array.</summary>
    public static Tensor tensor(double[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromSpan<double>(rawArray, [rawArray.LongLength], dtype, device, requires_grad, names);

    /// <summary>A copy of an array, in a shape.</summary>
    /// <exception cref="ArgumentException">The shape does not have as many elements as the array.</exception>
    public static Tensor tensor(double[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromSpan<double>(rawArray, dimensions, dtype, device, requires_grad, names);

    /// <summary>A copy of an array.</summary>
    public static Tensor tensor(long[] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromSpan<long>(dataArray, [dataArray.LongLength], dtype, device, requires_grad, names);

    /// <summary>A copy of an array, in a shape.</summary>
    /// <exception cref="ArgumentException">The shape does not have as many elements as the array.</exception>
    public static Tensor tensor(long[] dataArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromSpan<long>(dataArray, dimensions, dtype, device, requires_grad, names);
}

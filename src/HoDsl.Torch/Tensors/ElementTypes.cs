using static TorchSharp.torch;

namespace TorchSharp.Utils;

/// <summary>Which C# type stands for which type of elements.</summary>
internal static class ElementTypes
{
    /// <summary>The type of elements for a C# type.</summary>
    /// <exception cref="NotSupportedException">Tensors have no such elements.</exception>
    public static ScalarType Of(Type type) =>
        type == typeof(float) ? ScalarType.Float32
        : type == typeof(double) ? ScalarType.Float64
        : type == typeof(long) ? ScalarType.Int64
        : type == typeof(int) ? ScalarType.Int32
        : type == typeof(short) ? ScalarType.Int16
        : type == typeof(sbyte) ? ScalarType.Int8
        : type == typeof(byte) ? ScalarType.Byte
        : type == typeof(bool) ? ScalarType.Bool
        : type == typeof(Half) ? ScalarType.Float16
        : throw new NotSupportedException($"No tensor has elements of the type {type.Name}.");

    /// <summary>Whether C# reads elements of a type as <typeparamref name="T"/>.</summary>
    public static bool Holds<T>(ScalarType dtype) => Of(typeof(T)) == dtype;
}

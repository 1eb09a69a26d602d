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

    /// <summary>How many bytes an element of a type has.</summary>
    public static int Size(ScalarType dtype) => dtype switch
    {
        ScalarType.Float64 or ScalarType.Int64 => 8,
        ScalarType.Float32 or ScalarType.Int32 => 4,
        ScalarType.Float16 or ScalarType.Int16 or ScalarType.BFloat16 => 2,
        _ => 1,
    };

    /// <summary>Whether C# reads elements of a type as <typeparamref name="T"/>.</summary>
    public static bool Holds<T>(ScalarType dtype) => Of(typeof(T)) == dtype;
}

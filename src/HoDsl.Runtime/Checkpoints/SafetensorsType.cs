using static TorchSharp.torch;

namespace HoDsl.Runtime.Checkpoints;

/// <summary>The element types of a safetensors file that networks here use, with the names the format gives them.</summary>
internal static class SafetensorsType
{
    private static readonly (string Name, ScalarType Type, int Bytes)[] Known =
    [
        ("F32", ScalarType.Float32, 4),
        ("F64", ScalarType.Float64, 8),
        ("BF16", ScalarType.BFloat16, 2),
        ("F16", ScalarType.Float16, 2),
        ("I64", ScalarType.Int64, 8),
        ("I32", ScalarType.Int32, 4),
        ("I16", ScalarType.Int16, 2),
        ("I8", ScalarType.Int8, 1),
        ("U8", ScalarType.Byte, 1),
        ("BOOL", ScalarType.Bool, 1),
    ];

    public static string Name(ScalarType type)
    {
        foreach (var known in Known)
            if (known.Type == type) return known.Name;
        throw new NotSupportedException($"Tensors of type {type} are not written to safetensors files here; known are {Names}.");
    }

    public static bool TryFind(string? name, out ScalarType type, out int bytes)
    {
        foreach (var known in Known)
        {
            (type, bytes) = (known.Type, known.Bytes);
            if (known.Name == name) return true;
        }

        (type, bytes) = (default, 0);
        return false;
    }

    public static string Names => string.Join(", ", Known.Select(known => known.Name));
}

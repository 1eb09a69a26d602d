namespace TorchSharp;

public static partial class torch
{
    /// <summary>The type of a tensor's elements.</summary>
    public enum ScalarType : sbyte
    {
        /// <summary>Unsigned, 8 bits.</summary>
        Byte = 0,

        /// <summary>Signed, 8 bits.</summary>
        Int8 = 1,

        /// <summary>Signed, 16 bits.</summary>
        Int16 = 2,

        /// <summary>Signed, 32 bits.</summary>
        Int32 = 3,

        /// <summary>Signed, 64 bits.</summary>
        Int64 = 4,

        /// <summary>Floating point, 16 bits, 11 of them significant.</summary>
        Float16 = 5,

        /// <summary>Floating point, 32 bits.</summary>
        Float32 = 6,

        /// <summary>Floating point, 64 bits.</summary>
        Float64 = 7,

        /// <summary>Complex, two 32-bit numbers.</summary>
        ComplexFloat32 = 9,

        /// <summary>Complex, two 64-bit numbers.</summary>
        ComplexFloat64 = 10,

        /// <summary>True or false, 8 bits.</summary>
        Bool = 11,

        /// <summary>Quantised, signed, 8 bits.</summary>
        QInt8 = 12,

        /// <summary>Quantised, unsigned, 8 bits.</summary>
        QUInt8 = 13,

        /// <summary>Quantised, signed, 32 bits.</summary>
        QInt32 = 14,

        /// <summary>Floating point, 16 bits, 8 of them significant: the range of 32 bits.</summary>
        BFloat16 = 15,
    }

    /// <summary><see cref="ScalarType.Int64"/></summary>
    public static ScalarType int64 = ScalarType.Int64;

    /// <summary><see cref="ScalarType.Float32"/></summary>
    public static ScalarType float32 = ScalarType.Float32;

    /// <summary><see cref="ScalarType.Float64"/></summary>
    public static ScalarType float64 = ScalarType.Float64;

    /// <summary><see cref="ScalarType.BFloat16"/></summary>
    public static ScalarType bfloat16 = ScalarType.BFloat16;

    /// <summary><see cref="ScalarType.Bool"/></summary>
    public static ScalarType @bool = ScalarType.Bool;

    internal static bool IsFloatingPoint(ScalarType dtype) =>
        dtype is ScalarType.Float16 or ScalarType.Float32 or ScalarType.Float64 or ScalarType.BFloat16;
}

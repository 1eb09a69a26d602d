using HoDsl.Torch.Dispatch;

namespace TorchSharp;

/// <summary>A number as an argument: an integer, a floating-point number or a truth value.</summary>
public sealed class Scalar : IDisposable
{
    private Scalar(Kind kind, long bits)
    {
        Kind = kind;
        Bits = bits;
    }

    internal Kind Kind { get; }

    internal long Bits { get; }

    /// <summary>The type that the number is kept in: Int64, Float64 or Bool.</summary>
    public torch.ScalarType Type => Kind switch
    {
        Kind.Int => torch.ScalarType.Int64,
        Kind.Double => torch.ScalarType.Float64,
        _ => torch.ScalarType.Bool,
    };

    internal double AsDouble => Kind == Kind.Double ? BitConverter.Int64BitsToDouble(Bits) : Bits;

    internal long AsInt64 => Kind == Kind.Double ? (long)BitConverter.Int64BitsToDouble(Bits) : Bits;

    internal string AsText => (Kind == Kind.Double ? (object)AsDouble : Kind == Kind.Bool ? Bits != 0 : Bits).ToString()!;

    internal static Scalar Of(Argument argument) => new(argument.Kind, argument.Bits);

    /// <summary>A number as an argument.</summary>
    public static implicit operator Scalar(int value) => new(Kind.Int, value);

    /// <summary>A number as an argument.</summary>
    public static implicit operator Scalar(long value) => new(Kind.Int, value);

    /// <summary>A number as an argument.</summary>
    public static implicit operator Scalar(float value) => new(Kind.Double, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A number as an argument.</summary>
    public static implicit operator Scalar(double value) => new(Kind.Double, BitConverter.DoubleToInt64Bits(value));

    /// <summary>A number as an argument.</summary>
    public static implicit operator Scalar(bool value) => new(Kind.Bool, value ? 1 : 0);

    /// <summary>Does nothing: a scalar holds no native memory. TorchSharp's does.</summary>
    public void Dispose()
    {
    }
}

/// <summary>Scalars and numbers, one into the other.</summary>
public static class ScalarExtensionMethods
{
    /// <summary>A number as an argument.</summary>
    public static Scalar ToScalar(this long value) => value;

    /// <summary>A number as an argument.</summary>
    public static Scalar ToScalar(this double value) => value;
}

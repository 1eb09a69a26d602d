using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Torch.Dispatch;

/// <summary>An argument of an operator as C# sees it. What it refers to stays alive as long as the call.</summary>
internal readonly struct Value
{
    /// <summary>The tensor, list or text itself, or null where the bits say all.</summary>
    public readonly object? Reference;

    public readonly long Bits;

    public readonly Kind Kind;

    public Value(Kind kind, long bits, object? reference = null)
    {
        Kind = kind;
        Bits = bits;
        Reference = reference;
    }

    /// <summary>No value: what PyTorch calls None.</summary>
    public static Value None => default;

    /// <summary>A list in which null stands for None, as indexing takes it.</summary>
    public static Value Optional(Tensor?[] tensors) => new(Kind.OptionalTensorList, 0, tensors);

    public static implicit operator Value(Tensor? tensor) => tensor is null ? None : new(Kind.Tensor, 0, tensor);

    public static implicit operator Value(Scalar? scalar) => scalar is null ? None : new(scalar.Kind, scalar.Bits);

    public static implicit operator Value(long value) => new(Kind.Int, value);

    public static implicit operator Value(long? value) => value is null ? None : new(Kind.Int, value.Value);

    public static implicit operator Value(double value) => new(Kind.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Value(double? value) => value is null ? None : value.Value;

    public static implicit operator Value(bool value) => new(Kind.Bool, value ? 1 : 0);

    public static implicit operator Value(ScalarType dtype) => new(Kind.Int, (long)dtype);

    public static implicit operator Value(ScalarType? dtype) => dtype is null ? None : dtype.Value;

    public static implicit operator Value(Device? device) =>
        device is null ? None : new(Kind.Device, ((long)device.type << 32) | (uint)(device.index + 1));

    public static implicit operator Value(Generator? generator) => generator is null ? None : new(Kind.Generator, generator.Handle, generator);

    public static implicit operator Value(long[]? list) => list is null ? None : new(Kind.IntList, 0, list);

    public static implicit operator Value(Tensor[] list) => new(Kind.TensorList, 0, list);

    public static implicit operator Value(string? text) => text is null ? None : new(Kind.String, 0, System.Text.Encoding.UTF8.GetBytes(text));
}

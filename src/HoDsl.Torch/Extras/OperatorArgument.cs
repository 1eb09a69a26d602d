using static TorchSharp.torch;

namespace HoDsl.Torch;

/// <summary>An argument of an operator that is called by its name: whatever of these types converts to it.</summary>
public readonly struct OperatorArgument
{
    private OperatorArgument(object? content) => Content = content;

    /// <summary>The argument itself; null is what PyTorch calls None.</summary>
    internal object? Content { get; }

    /// <summary>A tensor, or null where the operator's schema has `Tensor?`.</summary>
    public static implicit operator OperatorArgument(Tensor? value) => new(value);

    /// <summary>A list of tensors: `Tensor[]`.</summary>
    public static implicit operator OperatorArgument(Tensor[] value) => new(value);

    /// <summary>A whole number: `int`.</summary>
    public static implicit operator OperatorArgument(long value) => new(value);

    /// <summary>A list of whole numbers: `int[]`.</summary>
    public static implicit operator OperatorArgument(long[] value) => new(value);

    /// <summary>A number: `float`.</summary>
    public static implicit operator OperatorArgument(double value) => new(value);

    /// <summary>A truth value: `bool`.</summary>
    public static implicit operator OperatorArgument(bool value) => new(value);

    /// <summary>A text: `str`.</summary>
    public static implicit operator OperatorArgument(string value) => new(value);
}

using static TorchSharp.torch;

namespace HoDsl.Torch;

/// <summary>A learnt number in a formula: a scalar, or one for each channel in the shape (channels, 1, 1).</summary>
/// <param name="Value">The number; null for one that a first block does not have, because it adds nothing there.</param>
/// <param name="IsTaken">Whether the maps that it weighs are made with it already: then it weighs nothing more.</param>
public readonly record struct LearntFactor(Tensor? Value, bool IsTaken = false)
{
    /// <summary>A number times a learnt one.</summary>
    public static Weight operator *(double number, LearntFactor factor) => (Weight)number * factor;

    /// <summary>The product of two learnt numbers.</summary>
    public static LearntFactor operator *(LearntFactor left, LearntFactor right) =>
        left.IsTaken ? right : right.IsTaken ? left : new(left.Value is { } a && right.Value is { } b ? a * b : null);
}

namespace HoDsl.Torch;

/// <summary>What weighs a map in a linear combination: a number, times a learnt one where there is one.</summary>
/// <param name="Number">The number.</param>
/// <param name="Factor">The learnt number.</param>
public readonly record struct Weight(double Number, LearntFactor? Factor = null)
{
    /// <summary>A number is a weight.</summary>
    public static implicit operator Weight(double number) => new(number);

    /// <summary>A learnt number is a weight.</summary>
    public static implicit operator Weight(LearntFactor factor) => 1 * factor;

    /// <summary>A weight times a learnt number.</summary>
    public static Weight operator *(Weight weight, LearntFactor factor) =>
        factor.IsTaken ? weight : weight with { Factor = weight.Factor is { } first ? first * factor : factor };

    /// <summary>Whether it weighs nothing, whatever is learnt.</summary>
    public bool IsAbsent => Factor is { Value: null };
}

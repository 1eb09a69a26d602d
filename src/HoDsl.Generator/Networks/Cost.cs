namespace HoDsl.Generator.Networks;

/// <summary>What a layer, a body or a network costs, for one image.</summary>
/// <param name="Parameters">How many numbers are learnt.</param>
/// <param name="MultiplyAdds">Multiplications of convolutions, linear layers and attention, each with its addition.</param>
/// <param name="Activations">How many numbers its layers give out, all together: what training keeps, up to what layers save beside or need not save.</param>
/// <param name="Peak">The most numbers that a layer takes and gives, with what is held beside it: what inference needs at a time.</param>
public readonly record struct Cost(long Parameters, long MultiplyAdds, long Activations, long Peak)
{
    /// <summary>One after the other.</summary>
    /// <exception cref="OverflowException">They cost more than can be counted.</exception>
    public static Cost operator +(Cost left, Cost right) => checked(new(
        left.Parameters + right.Parameters,
        left.MultiplyAdds + right.MultiplyAdds,
        left.Activations + right.Activations,
        Math.Max(left.Peak, right.Peak)));

    /// <summary>So many of the same, one after the other.</summary>
    /// <exception cref="OverflowException">They cost more than can be counted.</exception>
    public static Cost operator *(long times, Cost cost) => times == 0 ? default : checked(new(
        times * cost.Parameters, times * cost.MultiplyAdds, times * cost.Activations, cost.Peak));

    /// <summary>The same while so many numbers are held beside it.</summary>
    public Cost Beside(long held) => this with { Peak = checked(Peak + held) };
}

using static TorchSharp.torch;

namespace HoDsl.Runtime.Blocks;

/// <summary>One term of a linear combination: a coefficient of the tableau and the map it weighs.</summary>
public readonly record struct Term(double Coefficient, Tensor Map)
{
    /// <summary>A pair (coefficient, map) is a term.</summary>
    public static implicit operator Term((double Coefficient, Tensor Map) pair) => new(pair.Coefficient, pair.Map);
}

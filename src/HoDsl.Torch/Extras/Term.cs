using static TorchSharp.torch;

namespace HoDsl.Torch;

/// <summary>One term of a linear combination: a coefficient and the map that it weighs.</summary>
/// <param name="Coefficient">The coefficient.</param>
/// <param name="Map">The map.</param>
/// <param name="IsLast">Whether the map is read for the last time: the combination releases it.</param>
public readonly record struct Term(double Coefficient, Tensor Map, bool IsLast = false)
{
    /// <summary>A pair (coefficient, map) is a term.</summary>
    public static implicit operator Term((double Coefficient, Tensor Map) pair) => new(pair.Coefficient, pair.Map);

    /// <summary>A map alone is a term with the coefficient 1.</summary>
    public static implicit operator Term(Tensor map) => new(1, map);

    /// <summary>Disposes the maps that some rows have read for the last time.</summary>
    internal static void ReleaseLast(ReadOnlySpan<Term[]> rows)
    {
        foreach (var row in rows)
        {
            foreach (var term in row)
            {
                if (term.IsLast)
                    term.Map.Dispose();
            }
        }
    }
}

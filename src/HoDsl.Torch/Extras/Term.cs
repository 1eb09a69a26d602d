using static TorchSharp.torch;

namespace HoDsl.Torch;

/// <summary>One term of a linear combination: a map and what weighs it.</summary>
/// <param name="Weight">The weight.</param>
/// <param name="Map">The map.</param>
/// <param name="IsLast">Whether the map is read for the last time: the combination releases it.</param>
public readonly record struct Term(Weight Weight, Tensor Map, bool IsLast = false)
{
    /// <summary>A pair (number, map) is a term.</summary>
    public static implicit operator Term((double Number, Tensor Map) pair) => new(pair.Number, pair.Map);

    /// <summary>A pair (learnt number, map) is a term.</summary>
    public static implicit operator Term((LearntFactor Factor, Tensor Map) pair) => new(pair.Factor, pair.Map);

    /// <summary>A pair (weight, map) is a term.</summary>
    public static implicit operator Term((Weight Weight, Tensor Map) pair) => new(pair.Weight, pair.Map);

    /// <summary>A map alone is a term with the weight 1.</summary>
    public static implicit operator Term(Tensor map) => new(1, map);

    /// <summary>Refuses sums of nothing: nobody could say of what shape they are.</summary>
    /// <exception cref="ArgumentException">There is no row, or one without terms.</exception>
    internal static void Check(ReadOnlySpan<Term[]> rows)
    {
        var areThere = !rows.IsEmpty;
        foreach (var row in rows)
            areThere &= row.Length > 0;
        if (!areThere)
            throw new ArgumentException("A combination has one or more sums, each of one or more terms.", nameof(rows));
    }

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

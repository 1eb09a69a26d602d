using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Schemes.Facts;

/// <summary>The fewest feature maps (states, k_j, partial sums) alive at once in a forward pass.</summary>
/// <remarks>
/// What must be held while subnet j runs, besides its own input, is what all later rows still need of what is known: the rank of the
/// coefficients that the inputs of the later stages and the outputs have for the states and k_1 .. k_(j-1).
/// </remarks>
/// <param name="Retained">How many maps are held while each subnet runs, besides its own input.</param>
public sealed record LiveMaps(IReadOnlyList<int> Retained)
{
    /// <summary>The fewest maps alive at once: the input of a subnet and what is held beside it.</summary>
    public int Peak => 1 + Retained.Max();

    /// <summary>The plan of a scheme's block; stages that its output does not need are left out.</summary>
    public static LiveMaps Of(Scheme scheme)
    {
        var rows = scheme.Tableau.StageRows.Concat(SchemeFacts.OutputRows(scheme));
        var needed = new EchelonForm(QuadraticIntegers.Of(rows.SelectMany(row => row.States.Concat(row.Stages))));
        foreach (var output in SchemeFacts.OutputRows(scheme))
            needed.Add(Known(output));
        var retained = new List<int>();
        var states = scheme.Tableau.Results[0].States.Count;
        for (var j = scheme.StagesUsed.Count - 1; j >= 0; j--)
        {
            retained.Insert(0, needed.RankOfFirst(states + j));
            needed.Add(Known(scheme.Tableau.StageRows[scheme.StagesUsed[j]]));
        }
        return new(retained);

        List<Surd> Known(Row row) => [.. row.States, .. scheme.StagesUsed.Select(stage => row.Stages[stage])];
    }
}

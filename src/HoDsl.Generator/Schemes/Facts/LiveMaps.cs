using System.Numerics;
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
    private static readonly BigInteger GeneralNumber = (BigInteger.One << 61) - 1;

    /// <summary>The fewest maps alive at once: the input of a subnet and what is held beside it.</summary>
    public int Peak => 1 + Retained.Max();

    /// <summary>The plan of a scheme's block; stages that its output does not need are left out.</summary>
    public static LiveMaps Of(Scheme scheme)
    {
        var rows = scheme.Tableau.StageRows.Concat(SchemeFacts.OutputRows(scheme));
        var needed = new EchelonForm(QuadraticIntegers.Of(rows.SelectMany(Known)));
        foreach (var output in SchemeFacts.OutputRows(scheme))
            needed.Add(Known(output));
        var retained = new List<int>();
        for (var j = scheme.StagesUsed.Count - 1; j >= 0; j--)
        {
            retained.Insert(0, needed.RankOfFirst(scheme.Tableau.States.Count + j));
            needed.Add(Known(scheme.Tableau.StageRows[scheme.StagesUsed[j]]));
        }
        return new(retained);

        List<Surd> Known(Row row) =>
        [
            .. row.States.Select((_, state) => Typical(row.StateCell(state), scheme)),
            .. scheme.StagesUsed.Select(stage => Typical(row.StageCell(stage), scheme)),
        ];
    }

    // Learnt coefficients count at values in general position, so that nothing cancels by chance.
    private static Surd Typical(Affine cell, Scheme scheme) => cell.Slopes.Aggregate(cell.Constant, (value, slope) =>
    {
        var place = 1 + scheme.Coefficients.TakeWhile(coefficient => coefficient.Name != slope.Parameter).Count();
        return value + slope.Factor * (Rational)BigInteger.Pow(GeneralNumber, place * place);
    });
}

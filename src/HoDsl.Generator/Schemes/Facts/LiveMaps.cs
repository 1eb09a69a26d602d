using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Schemes.Facts;

/// <summary>The fewest feature maps (states, k_j, partial sums) alive at once in a forward pass.</summary>
/// <remarks>
/// What must be held while subnet j runs, besides its own input, is what all later rows still need of what is known: the rank of the
/// coefficients that the inputs of the later stages and the outputs have for the states and k_1 .. k_(j-1). What a row cannot gather
/// before it is whole, and what is handed on, is needed as it is.
/// </remarks>
/// <param name="Retained">How many maps are held while each subnet runs, besides its own input.</param>
public sealed record LiveMaps(IReadOnlyList<int> Retained)
{
    /// <summary>The fewest maps alive at once: the input of a subnet and what is held beside it.</summary>
    public int Peak => 1 + Retained.Max();

    /// <summary>The fewest maps of a scheme's block; stages that its output does not need are left out.</summary>
    public static LiveMaps Of(Scheme scheme)
    {
        var plan = Plan.Of(scheme);
        var lifetimes = new Lifetimes(plan);
        List<string> maps = [.. plan.Given.Select(given => given.Map), .. plan.Stages.Select(stage => stage.Map)];
        var rows = plan.Rows.Select(row => maps.Select(map => Coefficient(row, map)).ToList()).ToList();
        var needed = new EchelonForm(QuadraticIntegers.Of(rows.SelectMany(row => row)));
        foreach (var result in rows.Skip(plan.Stages.Count))
            needed.Add(result);
        var retained = new List<int>();
        for (var j = plan.Stages.Count - 1; j >= 0; j--)
        {
            foreach (var map in maps.Where(map => lifetimes.Apart[map] == j + 1 || (lifetimes.Apart[map] > j && j == plan.Stages.Count - 1)))
                needed.Add([.. maps.Select(other => (Surd)(other == map ? 1 : 0))]);
            retained.Insert(0, needed.RankOfFirst(plan.Given.Count + j));
            needed.Add(rows[j]);
        }
        return new(retained);
    }

    private static Surd Coefficient(PlannedRow row, string map) =>
        row.Gathered.Where(term => term.Map == map).Aggregate(Surd.Zero, (sum, term) => sum + term.Coefficient);
}

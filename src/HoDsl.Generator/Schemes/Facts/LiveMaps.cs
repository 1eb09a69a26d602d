using System.Runtime.CompilerServices;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Support;

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

    // Of one scheme its facts and its networks ask; schemes that extend one another ask for the same, and most edits leave it as it is.
    private static readonly ConditionalWeakTable<Scheme, LiveMaps> Known = new();
    private static readonly Memo<(int Given, EquatableArray<EquatableArray<Surd>> Rows, EquatableArray<int> Apart), LiveMaps> Answers = new(capacity: 100);

    /// <summary>The fewest maps of a scheme's block; stages that its output does not need are left out.</summary>
    public static LiveMaps Of(Scheme scheme, CancellationToken cancellation = default) => Known.GetValue(scheme, asked => Find(asked, cancellation));

    private static LiveMaps Find(Scheme scheme, CancellationToken cancellation)
    {
        var plan = Plan.Of(scheme);
        var lifetimes = new Lifetimes(plan);
        List<string> maps = [.. plan.Given.Select(given => given.Map), .. plan.Stages.Select(stage => stage.Map)];
        return Answers.Of(
            (plan.Given.Count, plan.Rows.Select(row => Coefficients(row, maps)).ToEquatableArray(), maps.Select(map => lifetimes.Apart[map]).ToEquatableArray()),
            asked => Compute(asked.Given, asked.Rows, asked.Apart, cancellation));
    }

    /// <param name="given">How many maps the block is given; the k of its stages come behind them.</param>
    /// <param name="rows">What the inputs of the stages, and behind them the outputs, read of each map.</param>
    /// <param name="apart">Until which row each map is needed as it is.</param>
    /// <param name="cancellation">Ends the count.</param>
    private static LiveMaps Compute(int given, EquatableArray<EquatableArray<Surd>> rows, EquatableArray<int> apart, CancellationToken cancellation)
    {
        var stages = apart.Count - given;
        var needed = new VectorRank(QuadraticIntegers.Of(rows.SelectMany(row => row)));
        foreach (var result in rows.Skip(stages))
            needed.Add(result);
        var retained = new List<int>();
        for (var j = stages - 1; j >= 0; j--)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var map = 0; map < apart.Count; map++)
            {
                if (apart[map] == j + 1 || (apart[map] > j && j == stages - 1))
                    needed.Add([.. Enumerable.Range(0, apart.Count).Select(other => (Surd)(other == map ? 1 : 0))]);
            }
            retained.Insert(0, needed.OfFirst(given + j));
            needed.Add(rows[j]);
        }
        return new(retained);
    }

    private static EquatableArray<Surd> Coefficients(PlannedRow row, List<string> maps)
    {
        var coefficients = new Surd[maps.Count];
        foreach (var term in row.Gathered)
            coefficients[maps.IndexOf(term.Map)] += term.Coefficient;
        return coefficients.ToEquatableArray();
    }
}

using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes.Orders;

namespace HoDsl.Generator.Schemes.Claims;

/// <summary>A change that by itself makes every claim of a tableau true: another number in a cell, one more zero in a row, or two weights exchanged.</summary>
/// <param name="Cell">Where it is to be made.</param>
/// <param name="Remedy">What to do: `with 1/6 here`.</param>
internal sealed record Misprint(Cell Cell, string Remedy)
{
    /// <summary>The misprints of the first kind that would explain why a claim fails, each by itself.</summary>
    public static IReadOnlyList<Misprint> Find(Verdict verdict, ClaimSet claims) =>
        new[] { WrongNumbers(verdict, claims), MissingZeros(verdict, claims), Exchanges(verdict, claims) }
            .Select(kind => kind.ToList())
            .FirstOrDefault(found => found.Count > 0) ?? [];

    // A condition is linear in nearly every cell. So a step of 1 tells which number fulfils the first one that fails, and the verdict
    // on the mended tableau whether it fulfils all the others too.
    private static IEnumerable<Misprint> WrongNumbers(Verdict verdict, ClaimSet claims)
    {
        var tableau = verdict.Tableau;
        if (FirstFailure(verdict, claims) is not { } residual)
            yield break;
        var before = residual(tableau);
        foreach (var cell in SuspectRows(verdict, claims).SelectMany(row => CellsOf(tableau, row)))
        {
            var value = tableau[cell];
            var slope = residual(tableau.With(cell, value + 1)) - before;
            if (slope.IsZero)
                continue;
            var (mended, text) = Written(value - before / slope, claims.Tolerance);
            if (new Verdict(tableau.With(cell, mended), claims).AllHold)
                yield return new(cell, $"with {text} here");
        }
    }

    // A tolerance is for decimals: with so many digits as it tells apart.
    private static (Surd Number, string Text) Written(Surd number, Rational tolerance)
    {
        if (tolerance.IsZero)
            return (number, number.ToShortString());
        var digits = 1;
        for (var unit = tolerance; unit.CompareTo(1) < 0; unit *= 10)
            digits++;
        var rounded = number.Round(digits);
        return (rounded, rounded.ToDecimalString(digits));
    }

    // Where a zero was forgotten, the entries behind it stand too far to the left, and the last one is missing.
    private static IEnumerable<Misprint> MissingZeros(Verdict verdict, ClaimSet claims)
    {
        var tableau = verdict.Tableau;
        var lastEntries = Enumerable.Range(1, tableau.Stages - 1).Select(stage => new Cell(stage, tableau.States.Count + stage - 1));
        foreach (var last in lastEntries.Where(cell => tableau[cell].IsZero))
        {
            var shifted = tableau;
            for (var cell = last with { Column = last.Column - 1 }; cell.Column >= tableau.States.Count; cell = cell with { Column = cell.Column - 1 })
            {
                shifted = shifted.With(cell with { Column = cell.Column + 1 }, tableau[cell]).With(cell, Surd.Zero);
                if (!tableau[cell].IsZero && new Verdict(shifted, claims).AllHold)
                    yield return new(cell, "with a '.' before this cell");
            }
        }
    }

    private static IEnumerable<Misprint> Exchanges(Verdict verdict, ClaimSet claims)
    {
        var tableau = verdict.Tableau;
        if (verdict.WrongNodes.Any())
            yield break;
        foreach (var row in WeightRows(verdict))
        {
            var states = tableau.States.Count;
            foreach (var (first, second) in Pairs(tableau.Stages))
            {
                var (one, other) = (new Cell(row, states + first), new Cell(row, states + second));
                var exchanged = tableau.With(one, tableau[other]).With(other, tableau[one]);
                if (tableau[one] != tableau[other] && new Verdict(exchanged, claims).AllHold)
                    yield return new(one, FormattableString.Invariant($"with the weights of the stages {first + 1} and {second + 1} exchanged"));
            }
        }
    }

    // How far the first claim that fails is from being true; null where that has no measure.
    private static Func<Tableau, Surd>? FirstFailure(Verdict verdict, ClaimSet claims)
    {
        if (verdict.WrongNodes.Any())
            return NodeResidual(claims, verdict.WrongNodes.First());
        return verdict.WeightsHold ? OrderResidual(verdict.Embedded!, tableau => tableau.Embedded!) : OrderResidual(verdict.Weights, tableau => tableau.Weights);
    }

    private static Func<Tableau, Surd> NodeResidual(ClaimSet claims, int stage) => tableau => tableau.Time(stage) - claims.Nodes[stage]!.Value;

    private static Func<Tableau, Surd>? OrderResidual(OrderProof proof, Func<Tableau, Row> row) => proof.Failure is not { Tree: { } tree } failure ? null
        : tableau => new OrderConditions(tableau).Value(row(tableau), tree) - failure.Exact;

    // A cell in a row whose given node is right cannot be the only one that is wrong.
    private static IEnumerable<int> SuspectRows(Verdict verdict, ClaimSet claims) => verdict.WrongNodes.Any()
        ? verdict.WrongNodes
        : Enumerable.Range(0, verdict.Tableau.Stages).Where(stage => claims.Nodes[stage] is null).Concat(WeightRows(verdict));

    private static IEnumerable<int> WeightRows(Verdict verdict)
    {
        if (!verdict.WeightsHold)
            yield return verdict.Tableau.Stages;
        if (!verdict.EmbeddedHolds)
            yield return verdict.Tableau.Stages + 1;
    }

    // Of a stage row those before the diagonal.
    private static IEnumerable<Cell> CellsOf(Tableau tableau, int row) =>
        Enumerable.Range(0, tableau.States.Count + Math.Min(row, tableau.Stages)).Select(column => new Cell(row, column));

    private static IEnumerable<(int First, int Second)> Pairs(int count) =>
        from first in Enumerable.Range(0, count) from second in Enumerable.Range(first + 1, count - first - 1) select (first, second);
}

using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes.Orders;

namespace HoDsl.Generator.Schemes.Claims;

/// <summary>A change that by itself makes every claim of a tableau true: another number in a cell, one more zero in a row, or two weights exchanged.</summary>
/// <param name="Cell">Where it is to be made.</param>
/// <param name="Remedy">What to do: `with 1/6 here`.</param>
internal sealed record Misprint(Cell Cell, string Remedy)
{
    // So long a number is worth copying.
    private const int LongestRemedy = 100;

    // So many cells are tried in less than a second. Where more can be at fault, the claim is reported without its remedy.
    private const int MostCells = 400;

    /// <summary>The misprints of the first kind that would explain why a claim fails, each by itself.</summary>
    public static IReadOnlyList<Misprint> Find(Verdict verdict) => CountSuspects(verdict) > MostCells ? [] :
        new[] { WrongNumbers(verdict), MissingZeros(verdict), Exchanges(verdict) }
            .Select(kind => kind.ToList())
            .FirstOrDefault(found => found.Count > 0) ?? [];

    // A condition is linear in nearly every cell. So a step of 1 tells which number fulfils the first one that fails, and the verdict
    // on the mended tableau whether it fulfils all the others too.
    private static IEnumerable<Misprint> WrongNumbers(Verdict verdict)
    {
        if (FirstFailure(verdict) is not { } residual)
            yield break;
        var before = residual(verdict);
        foreach (var cell in SuspectRows(verdict).SelectMany(row => CellsOf(verdict.Tableau, row)))
        {
            var value = verdict.Tableau[cell];
            var slope = residual(verdict.With(cell, value + 1)) - before;
            if (slope.IsZero)
                continue;
            var (mended, text) = Written(value - before / slope, verdict.Claims.Tolerance);
            if (verdict.With(cell, mended).AllHold)
                yield return new(cell, $"with {text} here");
        }
    }

    // Where a zero was forgotten, the entries behind it stand too far to the left, and the last one is missing.
    private static IEnumerable<Misprint> MissingZeros(Verdict verdict)
    {
        var (tableau, firstStage) = (verdict.Tableau, verdict.Tableau.States.Count);
        var lastEntries = SuspectStages(verdict).Where(stage => stage > 0).Select(stage => new Cell(stage, firstStage + stage - 1));
        foreach (var last in lastEntries.Where(cell => tableau[cell].IsZero))
        {
            var shifted = verdict;
            for (var cell = last with { Column = last.Column - 1 }; cell.Column >= firstStage; cell = cell with { Column = cell.Column - 1 })
            {
                shifted = shifted.With(cell with { Column = cell.Column + 1 }, tableau[cell]).With(cell, Surd.Zero);
                if (!tableau[cell].IsZero && shifted.AllHold)
                    yield return new(cell, "with a '.' before this cell");
            }
        }
    }

    private static IEnumerable<Misprint> Exchanges(Verdict verdict)
    {
        var (tableau, firstStage) = (verdict.Tableau, verdict.Tableau.States.Count);
        foreach (var row in WeightRows(verdict))
        {
            foreach (var (first, second) in Pairs(tableau.Stages))
            {
                var (one, other) = (new Cell(row, firstStage + first), new Cell(row, firstStage + second));
                if (tableau[one] != tableau[other] && verdict.With(one, tableau[other]).With(other, tableau[one]).AllHold)
                    yield return new(one, FormattableString.Invariant($"with the weights of the stages {first + 1} and {second + 1} exchanged"));
            }
        }
    }

    private static int CountSuspects(Verdict verdict) =>
        SuspectRows(verdict).Concat(SuspectStages(verdict)).Concat(WeightRows(verdict)).Distinct().Sum(row => CellsOf(verdict.Tableau, row).Count());

    // How far the first claim that fails is from being true; null where that has no measure.
    private static Func<Verdict, Surd>? FirstFailure(Verdict verdict)
    {
        if (verdict.WrongNodes.Count > 0)
            return NodeResidual(verdict.WrongNodes[0]);
        return verdict.WeightsHold ? OrderResidual(verdict.Embedded!, tableau => tableau.Embedded!) : OrderResidual(verdict.Weights, tableau => tableau.Weights);
    }

    private static Func<Verdict, Surd> NodeResidual(int stage) => verdict => verdict.NodeResidual(stage);

    private static Func<Verdict, Surd>? OrderResidual(OrderProof proof, Func<Tableau, Row> row) => proof.Failure is not { Tree: { } tree } failure ? null
        : verdict => verdict.Value(row(verdict.Tableau), tree) - failure.Exact;

    // A cell in a row whose given node is right cannot be the only one that is wrong.
    private static IEnumerable<int> SuspectRows(Verdict verdict) => verdict.WrongNodes.Count > 0
        ? verdict.WrongNodes
        : SuspectStages(verdict).Where(stage => verdict.Claims.Nodes[stage] is null).Concat(WeightRows(verdict));

    // Those that a row of weights needs which has not its order.
    private static IEnumerable<int> SuspectStages(Verdict verdict) =>
        verdict.Tableau.StagesNeededBy([.. WeightRows(verdict).Select(row => row == verdict.Tableau.Stages ? verdict.Tableau.Weights : verdict.Tableau.Embedded!)]);

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

    // A tolerance is for decimals: with so many digits as it tells apart.
    private static (Surd Number, string Text) Written(Surd number, Rational tolerance)
    {
        if (tolerance.IsZero)
            return (number, number.ToShortString(LongestRemedy));
        var digits = 1;
        for (var unit = tolerance; unit.CompareTo(1) < 0; unit *= 10)
            digits++;
        var rounded = number.Round(digits);
        return (rounded, rounded.ToDecimalString(digits));
    }
}

using HoDsl.Generator.Numerics;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes;

/// <summary>A general linear method: stage inputs Y = U y + h A f(Y), results y' = V y + h B f(Y).</summary>
/// <remarks>A Butcher tableau is the case of one state with U = V = 1. Source: Butcher, Numerical Methods for ODEs, section 50.</remarks>
/// <param name="States">The states y, in the order of the columns of U and V.</param>
/// <param name="Nodes">The nodes c: the time of each stage within the step.</param>
/// <param name="StageRows">The rows of [U A].</param>
/// <param name="Results">The rows of [V B]: what becomes of each state, in the order of the states. Those of histories hand on what they remember.</param>
/// <param name="Embedded">The row of the embedded weights; null where there is none.</param>
public sealed record Tableau(
    EquatableArray<State> States, EquatableArray<Surd> Nodes, EquatableArray<Row> StageRows, EquatableArray<Row> Results, Row? Embedded)
{
    /// <summary>How many stages there are.</summary>
    public int Stages => StageRows.Count;

    /// <summary>The place of the first state of now, from 0; histories may stand before it.</summary>
    public int Now => Enumerable.Range(0, States.Count).First(state => States[state].Past is null);

    /// <summary>The row of the weights b: what becomes of the first state of now.</summary>
    public Row Weights => Results[Now];

    /// <summary>All rows: those of the stages, those of the results, and the embedded one.</summary>
    public IEnumerable<Row> Rows => StageRows.Concat(Results).Concat(Embedded is null ? [] : [Embedded]);

    /// <summary>Whether a block takes and gives one map.</summary>
    public bool HasOneState => States.Count == 1;

    /// <summary>Whether all cells are numbers.</summary>
    public bool IsConstant => Rows.All(row => row.IsConstant);

    /// <summary>Whether it is a Butcher tableau: one state, which every stage and the result contain once.</summary>
    public bool IsRungeKutta => HasOneState && IsConstant && Rows.All(row => row.States[0] == Surd.One);

    /// <summary>Whether the last stage reads the result, so that a next step could begin with it.</summary>
    public bool IsFirstSameAsLast => StageRows[Stages - 1].Stages.Equals(Weights.Stages);

    /// <summary>The stages that some rows need, directly or through others; in order, from 0.</summary>
    public EquatableArray<int> StagesNeededBy(params Row[] rows)
    {
        var needed = new bool[Stages];
        foreach (var row in rows)
            Mark(row, needed);
        // A stage reads only those before it, so going backwards meets every reader before what it reads.
        for (var stage = Stages - 1; stage >= 0; stage--)
        {
            if (needed[stage])
                Mark(StageRows[stage], needed);
        }
        return Enumerable.Range(0, Stages).Where(stage => needed[stage]).ToEquatableArray();
    }

    /// <summary>The time at which a stage reads, as its row gives it: c = A 1 + U q, where a state lies q steps from now and the history of a stage adds a step.</summary>
    public Surd Time(int stage) => StageRows[stage].Time(States);

    /// <summary>The number in a cell.</summary>
    internal Surd this[Cell cell] => RowAt(cell.Row)[cell.Column];

    /// <summary>The tableau with another number in one cell. The node of its row follows.</summary>
    internal Tableau With(Cell cell, Surd value)
    {
        var row = RowAt(cell.Row).With(cell.Column, value);
        if (cell.Row == Stages)
            return this with { Results = Results.With(Now, row) };
        return cell.Row > Stages ? this with { Embedded = row }
            : this with { StageRows = StageRows.With(cell.Row, row), Nodes = Nodes.With(cell.Row, row.Time(States)) };
    }

    private Row RowAt(int place) => place < Stages ? StageRows[place] : place == Stages ? Weights : Embedded!;

    private static void Mark(Row row, bool[] needed)
    {
        for (var stage = 0; stage < row.Stages.Count; stage++)
            needed[stage] |= row.Reads(stage);
    }
}

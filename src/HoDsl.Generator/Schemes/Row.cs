using HoDsl.Generator.Numerics;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes;

/// <summary>One row of a general linear method: a linear combination of the block's states and stages.</summary>
/// <param name="States">The weights of the states: a row of U or V.</param>
/// <param name="Stages">The weights of the stages: a row of A or B.</param>
/// <param name="Slopes">What learnt coefficients add to the weights, by coefficient.</param>
public sealed record Row(EquatableArray<Surd> States, EquatableArray<Surd> Stages, EquatableArray<RowSlope> Slopes)
{
    /// <summary>Whether all weights are numbers.</summary>
    public bool IsConstant => Slopes.Count == 0;

    /// <summary>Whether it is a join: an average over several stages, by weights that are positive and sum to 1.</summary>
    public bool IsJoin =>
        IsConstant && States.All(weight => weight.IsZero) && Stages.All(weight => weight.Sign >= 0) && Stages.Count(weight => !weight.IsZero) > 1
        && Stages.Aggregate(Surd.Zero, (sum, weight) => sum + weight) == Surd.One;

    /// <summary>A row with cells that may depend on parameters.</summary>
    public static Row Of(IReadOnlyList<Affine> states, IReadOnlyList<Affine> stages)
    {
        var parameters = states.Concat(stages).SelectMany(cell => cell.Slopes).Select(slope => slope.Parameter).Distinct().OrderBy(name => name, StringComparer.Ordinal);
        return new(Constants(states), Constants(stages), parameters.Select(name => new RowSlope(name, Factors(states, name), Factors(stages, name))).ToEquatableArray());
    }

    /// <summary>The number in a column; the states come first.</summary>
    internal Surd this[int column] => column < States.Count ? States[column] : Stages[column - States.Count];

    /// <summary>The row with another number in one column.</summary>
    internal Row With(int column, Surd value) => column < States.Count
        ? this with { States = States.With(column, value) }
        : this with { Stages = Stages.With(column - States.Count, value) };

    /// <summary>The time of what a stage row gives, if all that it reads has its own time.</summary>
    internal Surd Time(IReadOnlyList<State> states) =>
        States.Zip(states, (weight, state) => weight * state.Time).Concat(Stages).Aggregate(Surd.Zero, (sum, entry) => sum + entry);

    /// <summary>Whether a stage has a weight, or can learn one.</summary>
    public bool Reads(int stage) => !Stages[stage].IsZero || Slopes.Any(slope => !slope.Stages[stage].IsZero);

    /// <summary>The weight of a state, as the file writes it.</summary>
    public Affine StateCell(int state) => Cell(States[state], slope => slope.States[state]);

    /// <summary>The weight of a stage, as the file writes it.</summary>
    public Affine StageCell(int stage) => Cell(Stages[stage], slope => slope.Stages[stage]);

    private Affine Cell(Surd constant, Func<RowSlope, Surd> factor) =>
        Slopes.Aggregate((Affine)constant, (cell, slope) => cell + Affine.Parameter(slope.Parameter) * factor(slope));

    private static EquatableArray<Surd> Constants(IReadOnlyList<Affine> cells) => cells.Select(cell => cell.Constant).ToEquatableArray();

    private static EquatableArray<Surd> Factors(IReadOnlyList<Affine> cells, string parameter) =>
        cells.Select(cell => cell.Slopes.FirstOrDefault(slope => slope.Parameter == parameter).Factor).ToEquatableArray();
}

/// <summary>What one unit of a learnt coefficient adds to the weights of a row.</summary>
/// <param name="Parameter">The coefficient's name.</param>
/// <param name="States">What it adds to the weights of the states.</param>
/// <param name="Stages">What it adds to the weights of the stages.</param>
public sealed record RowSlope(string Parameter, EquatableArray<Surd> States, EquatableArray<Surd> Stages);

using HoDsl.Generator.Numerics;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes;

/// <summary>One row of a general linear method: a linear combination of the block's states and stages.</summary>
/// <param name="States">The weights of the states: a row of U or V.</param>
/// <param name="Stages">The weights of the stages: a row of A or B.</param>
public sealed record Row(EquatableArray<Surd> States, EquatableArray<Surd> Stages);

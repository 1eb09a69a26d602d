namespace HoDsl.Generator.Schemes;

/// <summary>A place in a tableau.</summary>
/// <param name="Row">The row, from 0: the stages', then that of the weights, then that of the embedded weights.</param>
/// <param name="Column">The column, from 0: the states', then the stages'.</param>
internal readonly record struct Cell(int Row, int Column);

using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Schemes;

/// <summary>A coefficient of the tableau that is learnt.</summary>
/// <param name="Name">Its name in the cells.</param>
/// <param name="Low">The initial value, or the lowest one of a uniform draw.</param>
/// <param name="High">The highest one of a uniform draw; the same where the initial value is fixed.</param>
/// <param name="IsPerChannel">Whether each channel has its own.</param>
/// <param name="MattersAtOnce">Whether it matters in a first block too, where every history is what it is the history of.</param>
public sealed record Coefficient(string Name, Surd Low, Surd High, bool IsPerChannel, bool MattersAtOnce);

using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Schemes;

/// <summary>The step h of a block.</summary>
public abstract record Step;

/// <summary>A step that is a number.</summary>
public sealed record ConstantStep(Surd Value) : Step;

/// <summary>A step that is learnt.</summary>
/// <param name="Initial">Its value before training.</param>
/// <param name="Range">Where training keeps it; null for anywhere.</param>
/// <param name="IsPerChannel">Whether each channel has its own.</param>
/// <param name="ScalesOutputOnly">Whether it scales only the final increment, or the stages too.</param>
public sealed record LearnableStep(Surd Initial, StepRange? Range, bool IsPerChannel, bool ScalesOutputOnly) : Step;

/// <summary>An interval of steps, its ends included.</summary>
public sealed record StepRange(Surd Low, Surd High);

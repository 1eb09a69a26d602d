using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Ode;

/// <summary>Steps that a controller chooses, so that the error of each, as the embedded weights estimate it, stays within tolerances.</summary>
/// <remarks>
/// The error is the root mean square over all elements, those of all images of a batch together, in units of
/// AbsoluteTolerance + RelativeTolerance max(|y|, |y after the step|). Source: Hairer, Norsett, Wanner, Solving ODEs I, section II.4;
/// the controller is the proportional-integral one of Gustafsson, as in their code DOPRI5.
/// </remarks>
/// <param name="RelativeTolerance">The tolerance relative to the solution.</param>
/// <param name="AbsoluteTolerance">The tolerance where the solution is near 0.</param>
public sealed record AdaptiveSteps(double RelativeTolerance, double AbsoluteTolerance) : OdeSteps
{
    /// <summary>The tolerance relative to the solution: 0 or more.</summary>
    public double RelativeTolerance { get; } = RelativeTolerance >= 0 && double.IsFinite(RelativeTolerance) ? RelativeTolerance : throw Refused(nameof(RelativeTolerance), RelativeTolerance, "0 or more");

    /// <summary>The tolerance where the solution is near 0: above 0.</summary>
    public double AbsoluteTolerance { get; } = AbsoluteTolerance > 0 && double.IsFinite(AbsoluteTolerance) ? AbsoluteTolerance : throw Refused(nameof(AbsoluteTolerance), AbsoluteTolerance, "above 0");

    /// <summary>How much shorter than the longest that the tolerances seem to allow a step is made: above 0 and at most 1.</summary>
    public double Safety { get; init => field = value is > 0 and <= 1 ? value : throw Refused(nameof(Safety), value, "above 0 and at most 1"); } = 0.9;

    /// <summary>The least factor from a step to the next: above 0 and below 1.</summary>
    public double SmallestFactor { get; init => field = value is > 0 and < 1 ? value : throw Refused(nameof(SmallestFactor), value, "above 0 and below 1"); } = 0.2;

    /// <summary>The largest factor from a step to the next: 1 or more.</summary>
    public double LargestFactor { get; init => field = value >= 1 && double.IsFinite(value) ? value : throw Refused(nameof(LargestFactor), value, "1 or more"); } = 10;

    /// <summary>The first step, above 0; null has the solver choose it, at the cost of one evaluation.</summary>
    public double? FirstStep { get; init => field = value is null || (value > 0 && double.IsFinite(value.Value)) ? value : throw Refused(nameof(FirstStep), value.Value, "above 0"); }

    /// <summary>How many steps a solution may take, rejected ones counted too: 1 or more.</summary>
    public int MostSteps { get; init => field = value >= 1 ? value : throw Refused(nameof(MostSteps), value, "1 or more"); } = 10_000;

    internal override Walk Begin(RungeKuttaMethod method, IVectorField field) => new AdaptiveWalk(
        method, field, this, method.ErrorOrder ?? throw new UserException(
            $"'{method.Name}' has no embedded weights to estimate its error with: give a number of steps instead of tolerances, or take a scheme that has them (`hodsl schemes` lists both orders of such a pair)."));

    private static ArgumentOutOfRangeException Refused(string name, double value, string range) => new(name, value, $"{name} is a number {range}.");
}

using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Ode;

/// <summary>How a solver divides time into steps.</summary>
public abstract record OdeSteps
{
    private protected OdeSteps()
    {
    }

    /// <summary>As many equal steps between each two times.</summary>
    public static OdeSteps Equal(int count) => new EqualSteps(count);

    /// <summary>Between each two times the fewest equal steps of which none is longer than a size.</summary>
    public static OdeSteps NoLongerThan(double size) => new LimitedSteps(size);

    /// <summary>Steps that a controller chooses, so that the estimated error of each stays within tolerances.</summary>
    /// <param name="relative">The tolerance relative to the solution.</param>
    /// <param name="absolute">The tolerance where the solution is near 0.</param>
    public static OdeSteps Adaptive(double relative, double absolute) => new AdaptiveSteps(relative, absolute);

    /// <summary>Begins to walk through a field.</summary>
    internal abstract Walk Begin(RungeKuttaMethod method, IVectorField field);
}

/// <summary>As many equal steps between each two times.</summary>
/// <param name="Count">How many.</param>
public sealed record EqualSteps(int Count) : OdeSteps
{
    /// <summary>How many, 1 or more.</summary>
    public int Count { get; } = Count > 0 ? Count : throw new ArgumentOutOfRangeException(nameof(Count), Count, "A solver takes one step or more.");

    internal override Walk Begin(RungeKuttaMethod method, IVectorField field) => new EqualWalk(method, field, _ => Count);
}

/// <summary>Between each two times the fewest equal steps of which none is longer than a size.</summary>
/// <param name="Size">The size, in units of time.</param>
public sealed record LimitedSteps(double Size) : OdeSteps
{
    // A quotient that rounding took past a whole number is that number.
    private const double Rounding = 1e-9;

    /// <summary>The size, in units of time: a number above 0.</summary>
    public double Size { get; } = Size > 0 && double.IsFinite(Size) ? Size : throw new ArgumentOutOfRangeException(nameof(Size), Size, "A step has a size above 0.");

    internal override Walk Begin(RungeKuttaMethod method, IVectorField field) =>
        new EqualWalk(method, field, length => (int)Math.Max(1, Math.Ceiling((length / Size) - Rounding)));
}

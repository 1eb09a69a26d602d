namespace HoDsl.Generator.Networks;

/// <summary>A differential equation, y' = f(y, t): its solution at a later time takes the place of stacked blocks.</summary>
/// <param name="SchemeName">The method, as the file names it.</param>
/// <param name="Scheme">The method; null for the open scheme.</param>
/// <param name="Subnet">The right side.</param>
/// <param name="Steps">How time is divided into steps.</param>
/// <param name="Time">The time of the output; the input is the state at 0.</param>
/// <param name="Gradient">The word for how gradients go back.</param>
public sealed record OdePart(string SchemeName, SchemeSummary? Scheme, Subnet Subnet, OdeSteps Steps, double Time, string Gradient) : Part
{
    /// <summary>The words for how gradients go back, the usual one first.</summary>
    internal static string[] Gradients { get; } = ["steps", Recomputed, Adjoint];

    /// <summary>Through steps that are computed once more.</summary>
    internal const string Recomputed = "recomputed";

    /// <summary>By the adjoint equation.</summary>
    internal const string Adjoint = "adjoint";
}

/// <summary>How time is divided into steps.</summary>
public abstract record OdeSteps
{
    /// <summary>How many steps there are in a time from 0; null where that shows in the solution only.</summary>
    public abstract int? CountIn(double time);
}

/// <summary>So many equal steps.</summary>
/// <param name="Count">How many.</param>
public sealed record EqualSteps(WholeValue Count) : OdeSteps
{
    /// <inheritdoc/>
    public override int? CountIn(double time) => Count.Number;
}

/// <summary>The fewest equal steps of which none is longer than a size.</summary>
/// <param name="Size">The size.</param>
public sealed record LimitedSteps(double Size) : OdeSteps
{
    // A quotient that rounding took past a whole number is that number.
    private const double Rounding = 1e-9;

    /// <inheritdoc/>
    public override int? CountIn(double time) => (int)Math.Max(1, Math.Ceiling(time / Size - Rounding));
}

/// <summary>Steps of which each keeps its estimated error within tolerances.</summary>
/// <param name="Relative">The tolerance relative to the solution.</param>
/// <param name="Absolute">The tolerance where the solution is near 0.</param>
public sealed record AdaptiveSteps(double Relative, double Absolute) : OdeSteps
{
    /// <inheritdoc/>
    public override int? CountIn(double time) => null;
}

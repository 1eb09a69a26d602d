namespace HoDsl.Runtime.Ode;

/// <summary>How a differential equation stands in a network.</summary>
/// <param name="Steps">How time is divided into steps.</param>
public sealed record OdeOptions(OdeSteps Steps)
{
    /// <summary>The time at which the input is the state.</summary>
    public double From { get; init; }

    /// <summary>The time of the output.</summary>
    public double To { get; init; } = 1;

    /// <summary>How gradients go back.</summary>
    public OdeGradient Gradient { get; init; }
}

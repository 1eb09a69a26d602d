namespace HoDsl.Runtime.Ode;

/// <summary>What a solution took, forward.</summary>
/// <param name="Evaluations">How often f was evaluated.</param>
/// <param name="Steps">How many steps were taken.</param>
/// <param name="Rejected">How many were tried and rejected.</param>
public readonly record struct OdeStatistics(int Evaluations, int Steps, int Rejected);

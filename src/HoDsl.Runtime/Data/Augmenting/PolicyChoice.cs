using HoDsl.Runtime.Data.Augmenting.Operations;

namespace HoDsl.Runtime.Data.Augmenting;

/// <summary>An operation of a policy.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Probability">How likely it is done.</param>
/// <param name="Magnitude">How strongly, on the policy's scale from 0 to 9; without meaning for operations that have no strength.</param>
internal sealed record PolicyChoice(OperationKind Kind, double Probability, int Magnitude = 0);

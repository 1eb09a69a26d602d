namespace HoDsl.Torch;

/// <summary>What one operator took in a piece of work.</summary>
/// <param name="Name">Its name: `aten::add`, `ReluBackward0`, `hodsl::combine`.</param>
/// <param name="Calls">How often it was called.</param>
/// <param name="Seconds">The time spent in it, and not in operators that it called.</param>
/// <param name="Computes">Whether it reads or writes elements by itself; the others call operators, allocate, or see a tensor in another way.</param>
public readonly record struct OperatorTime(string Name, double Calls, double Seconds, bool Computes);

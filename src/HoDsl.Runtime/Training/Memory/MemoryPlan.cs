namespace HoDsl.Runtime.Training.Memory;

/// <summary>How steps of training stay within a budget of native memory.</summary>
/// <param name="Subnets">How many subnets there are whose activations can be stored or computed twice.</param>
/// <param name="ComputedTwice">How many of them are computed twice.</param>
/// <param name="PeakBytes">The most bytes that a step holds at once, all tensors of the process together.</param>
/// <param name="Budget">The most that it may hold.</param>
public sealed record MemoryPlan(int Subnets, int ComputedTwice, long PeakBytes, MemorySize Budget)
{
    /// <summary>The plan in a sentence.</summary>
    public override string ToString() =>
        $"{(Subnets == 0 ? "There is no subnet to be computed twice" : $"Of {Subnets} subnets {ComputedTwice} are computed twice")}; a step takes {MemorySize.InMebibytes(PeakBytes)} of {Budget}.";
}

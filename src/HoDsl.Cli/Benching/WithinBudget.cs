using HoDsl.Runtime.Training.Memory;

namespace HoDsl.Cli.Benching;

/// <summary>What training within a budget of memory costs, in terms of the same training without one.</summary>
/// <param name="Case">The case.</param>
/// <param name="Budget">The most native memory that a step may hold.</param>
/// <param name="PeakBytes">The most that one holds.</param>
/// <param name="FreePeakBytes">The most that one holds without a budget.</param>
/// <param name="ComputedTwice">How much of the network is computed twice: 0 is nothing, 1 every subnet.</param>
/// <param name="Time">The time of a step, in terms of one without a budget.</param>
/// <param name="SecondPass">The time of a forward pass in the same terms: what computing everything twice adds.</param>
internal sealed record WithinBudget(string Case, MemorySize Budget, long PeakBytes, long FreePeakBytes, double ComputedTwice, double Time, double SecondPass)
{
    /// <summary>The time that a step may take: what is computed twice, and nothing else, comes on top.</summary>
    public double Price => 1 + (ComputedTwice * SecondPass);
}

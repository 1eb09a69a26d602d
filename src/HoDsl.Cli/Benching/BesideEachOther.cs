namespace HoDsl.Cli.Benching;

/// <summary>What one case costs in terms of another.</summary>
/// <param name="Case">The case.</param>
/// <param name="Than">The other.</param>
/// <param name="Time">The ratio of their times.</param>
/// <param name="PeakBytes">The ratio of the most native memory that a step holds; null where nobody counts it.</param>
internal sealed record BesideEachOther(string Case, string Than, double Time, double? PeakBytes);

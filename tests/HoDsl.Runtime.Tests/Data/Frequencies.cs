namespace HoDsl.Runtime.Tests.Data;

/// <summary>Compares counts with what chance would give.</summary>
internal static class Frequencies
{
    /// <summary>Asserts that all outcomes are equally likely.</summary>
    public static void AssertEqual(IReadOnlyList<int> counts) => AssertFollow(counts, [.. counts.Select(_ => 1.0 / counts.Count)]);

    /// <summary>Asserts that outcomes have the given probabilities: Pearson's statistic lies within five deviations of its mean.</summary>
    /// <remarks>With k outcomes it has mean k - 1 and variance 2 (k - 1); seeds are fixed, so that the test always gives the same answer.</remarks>
    public static void AssertFollow(IReadOnlyList<int> counts, IReadOnlyList<double> probabilities)
    {
        var draws = counts.Sum();
        var outcomes = counts.Zip(probabilities, (count, probability) => (Count: count, Expected: probability * draws)).ToList();
        Assert.All(outcomes, outcome => Assert.True(outcome.Expected > 0 || outcome.Count == 0, "What cannot be has happened."));
        var possible = outcomes.Where(outcome => outcome.Expected > 0).ToList();
        Assert.All(possible, outcome => Assert.True(outcome.Expected >= 5, "There are too few draws to judge by."));
        var statistic = possible.Sum(outcome => Math.Pow(outcome.Count - outcome.Expected, 2) / outcome.Expected);
        var freedom = possible.Count - 1;
        Assert.InRange(statistic, freedom - 5 * Math.Sqrt(2 * freedom), freedom + 5 * Math.Sqrt(2 * freedom));
    }
}

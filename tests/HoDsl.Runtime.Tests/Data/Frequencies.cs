namespace HoDsl.Runtime.Tests.Data;

/// <summary>Compares counts with what chance would give.</summary>
internal static class Frequencies
{
    /// <summary>Asserts that all outcomes are equally likely: Pearson's statistic lies within five deviations of its mean.</summary>
    /// <remarks>With k outcomes it has mean k - 1 and variance 2 (k - 1); seeds are fixed, so that the test always gives the same answer.</remarks>
    public static void AssertEqual(IReadOnlyCollection<int> counts)
    {
        var expected = counts.Average();
        var statistic = counts.Sum(count => (count - expected) * (count - expected) / expected);
        var freedom = counts.Count - 1;
        Assert.InRange(statistic, freedom - 5 * Math.Sqrt(2 * freedom), freedom + 5 * Math.Sqrt(2 * freedom));
    }
}

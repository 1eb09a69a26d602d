using HoDsl.Runtime.Data;
using HoDsl.Runtime.Training;

namespace HoDsl.Runtime.Tests.Training;

/// <summary>Parameters of mixup of which shares can be drawn.</summary>
public class MixupRangeTests
{
    [Theory, InlineData(0), InlineData(0.001), InlineData(4)]
    public void Those_within_the_range_are_taken(double alpha) => Assert.Empty(new TrainingOptions(1, Mixup: alpha).Faults());

    /// <summary>The draws of the first would be 0 for ever.</summary>
    [Theory, InlineData(1e-300), InlineData(0.0009), InlineData(-1), InlineData(4.1), InlineData(double.NaN)]
    public void Others_are_refused(double alpha) => Assert.EndsWith("it must be 0, or between 0.001 and 4.", Assert.Single(new TrainingOptions(1, Mixup: alpha).Faults()));

    [Fact]
    public void The_least_has_shares_of_nearly_all()
    {
        var random = new SplitMix64(1);
        var shares = Enumerable.Range(0, 1000).Select(_ => new Mixup(0.001).Beta(ref random)).ToList();
        Assert.True(shares.Count(share => share is < 0.01 or > 0.99) > 950);
    }
}

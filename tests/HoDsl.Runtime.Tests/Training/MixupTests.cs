using HoDsl.Runtime.Data;
using HoDsl.Runtime.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Tests.Training;

public sealed class MixupTests : IDisposable
{
    private const int Draws = 40_000;

    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose() => _scope.Dispose();

    // Beta(a, a) has the mean 1/2, the variance 1 / (4 (2a + 1)) and the fourth central moment 3 / (16 (2a + 1) (2a + 3)).
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.4)]
    [InlineData(1)]
    [InlineData(4)]
    public void Shares_follow_the_symmetric_Beta_distribution(double alpha)
    {
        var random = new SplitMix64(3);
        var mixup = new Mixup(alpha);
        var shares = Enumerable.Range(0, Draws).Select(_ => mixup.Beta(ref random) - 0.5).ToList();
        var (variance, fourth) = (1 / (4 * (2 * alpha + 1)), 3 / (16 * (2 * alpha + 1) * (2 * alpha + 3)));
        var deviations = 4 / Math.Sqrt(Draws);
        Assert.InRange(shares.Average(), -deviations * Math.Sqrt(variance), deviations * Math.Sqrt(variance));
        var second = shares.Average(share => share * share);
        Assert.InRange(second - variance, -deviations * Math.Sqrt(fourth - variance * variance), deviations * Math.Sqrt(fourth - variance * variance));
    }

    [Theory, InlineData(0), InlineData(0.001), InlineData(4)]
    public void Parameters_of_which_shares_can_be_drawn_are_taken(double alpha) => Assert.Empty(new TrainingOptions(1, Mixup: alpha).Faults());

    /// <summary>The draws of the first would be 0 for ever.</summary>
    [Theory, InlineData(1e-300), InlineData(0.0009), InlineData(-1), InlineData(4.1), InlineData(double.NaN)]
    public void Other_parameters_are_refused(double alpha) => Assert.EndsWith("it must be 0, or between 0.001 and 4.", Assert.Single(new TrainingOptions(1, Mixup: alpha).Faults()));

    [Fact]
    public void The_least_parameter_mixes_next_to_nothing()
    {
        var random = new SplitMix64(1);
        var shares = Enumerable.Range(0, 1000).Select(_ => new Mixup(0.001).Beta(ref random)).ToList();
        Assert.True(shares.Count(share => share is < 0.01 or > 0.99) > 950);
    }

    [Fact]
    public void Each_image_is_mixed_with_its_partner_by_the_share()
    {
        var (images, labels) = (randn(5, 1, 2, 2), tensor(new long[] { 0, 1, 2, 3, 4 }));
        var batch = new Mixup(1).Mix(images, labels, new SplitMix64(1));
        var share = batch.Share!.item<float>();
        Assert.InRange(share, 0.5, 1);
        Assert.Equal([0, 1, 2, 3, 4], batch.Partners!.data<long>().ToArray().Order());
        var expected = images * share + images.index_select(0, batch.Partners!) * (1 - share);
        Assert.True(expected.allclose(batch.Images));
        Assert.Same(labels, batch.Labels);
    }

    [Fact]
    public void Without_a_parameter_nothing_is_mixed()
    {
        var images = randn(5, 1, 2, 2);
        var batch = new Mixup(0).Mix(images, zeros(5), new SplitMix64(1));
        Assert.Same(images, batch.Images);
        Assert.Null(batch.Partners);
        Assert.Null(batch.Share);
    }
}

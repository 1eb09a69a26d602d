using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data;

namespace HoDsl.Runtime.Tests.Data;

/// <summary>Known answers on the real images of Debian's package dataset-fashion-mnist.</summary>
public sealed class FashionMnistTests
{
    private static readonly Lazy<DataSet> Read = new(() => DataSets.Load("fashion"));

    private static DataSet Fashion => Read.Value;

    [Fact]
    public void Each_class_has_6000_images_for_training_and_1000_for_testing()
    {
        Assert.Equal(new MapShape(1, 28, 28), Fashion.Training.Shape);
        Assert.Equal(Enumerable.Repeat(6000, 10), CountPerClass(Fashion.Training));
        Assert.Equal(Enumerable.Repeat(1000, 10), CountPerClass(Fashion.Test));
    }

    [Fact]
    public void Mean_and_deviation_are_the_published_ones()
    {
        Assert.Equal(0.2860, Fashion.Training.Statistics.Mean[0], 5e-5);
        Assert.Equal(0.3530, Fashion.Training.Statistics.Deviation[0], 5e-5);
    }

    [Fact]
    public void The_first_images_are_an_ankle_boot_and_in_the_test_set_another()
    {
        Assert.Equal("Ankle boot", Fashion.Training.Classes[Fashion.Training.Labels[0]]);
        Assert.Equal("Ankle boot", Fashion.Test.Classes[Fashion.Test.Labels[0]]);
    }

    private static IEnumerable<int> CountPerClass(ImageSet images) =>
        images.Labels.ToArray().CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value);
}

using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data;

namespace HoDsl.Runtime.Tests.Data;

public sealed class ChannelStatisticsTests
{
    [Fact]
    public void Mean_and_deviation_are_taken_per_channel_over_all_images()
    {
        var images = new ImageSet([0, 255, 51, 51, 255, 0, 51, 51], [0, 0], new MapShape(2, 1, 2), ["a"]);

        Assert.Equal([0.5, 0.2], images.Statistics.Mean);
        Assert.Equal([0.5, 0.0], images.Statistics.Deviation);
    }

    [Fact]
    public void Normalised_pixels_have_mean_0_and_deviation_1()
    {
        var images = Images.Random(50, 2, 8, 8);
        var tables = images.Statistics.NormalisationTables();
        for (var channel = 0; channel < 2; channel++)
        {
            var pixels = Enumerable.Range(0, images.Count)
                .SelectMany(image => images.Pixels(image).Slice(channel * 64, 64).ToArray())
                .Select(level => (double)tables[channel][level]).ToList();

            Assert.Equal(0, pixels.Average(), 1e-6);
            Assert.Equal(1, pixels.Average(pixel => pixel * pixel), 1e-6);
        }
    }

    [Fact]
    public void A_channel_without_deviation_is_only_shifted()
    {
        var tables = new ChannelStatistics([0.2], [0]).NormalisationTables();

        Assert.Equal(0, tables[0][51], 1e-6f);
        Assert.Equal(0.8f, tables[0][255], 1e-6f);
    }
}

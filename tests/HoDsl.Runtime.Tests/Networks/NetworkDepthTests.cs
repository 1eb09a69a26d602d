using HoDsl.Runtime.Networks;

namespace HoDsl.Runtime.Tests.Networks;

public class NetworkDepthTests
{
    [Theory]
    [InlineData(10, 8, 1)]
    [InlineData(18, 8, 2)]
    [InlineData(30, 28, 1)]
    [InlineData(86, 28, 3)]
    [InlineData(4, 2, 1)]
    public void Depth_counts_stem_and_head(int layers, int layersPerBlock, int blocks) =>
        Assert.Equal(blocks, NetworkDepth.Blocks("any", layers, layersPerBlock));

    [Theory]
    [InlineData(12, 8, "the nearest depths are 10 and 18")]
    [InlineData(84, 8, "the nearest depths are 82 and 90")]
    [InlineData(58, 24, "the nearest depths are 50 and 74")]
    [InlineData(9, 8, "the smallest depth is 10")]
    [InlineData(2, 8, "the smallest depth is 10")]
    [InlineData(-5, 8, "the smallest depth is 10")]
    public void A_depth_of_broken_blocks_names_the_nearest_on_both_sides(int layers, int layersPerBlock, string nearest)
    {
        var fault = Assert.Throws<UserException>(() => NetworkDepth.Blocks("any", layers, layersPerBlock));
        Assert.EndsWith($"{nearest}.", fault.Message);
        Assert.Contains($"{layers} layers", fault.Message);
    }
}

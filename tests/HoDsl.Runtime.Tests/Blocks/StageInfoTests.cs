using HoDsl.Runtime.Blocks;

namespace HoDsl.Runtime.Tests.Blocks;

public class StageInfoTests
{
    private static readonly MapShape Shape = new(16, 8, 6);

    [Fact]
    public void A_stage_keeps_the_shape_of_its_block()
    {
        var stage = Of(Shape, entering: null);
        Assert.Equal(Shape, stage.Input);
        Assert.Equal(1, stage.Stride);
    }

    [Theory]
    [InlineData(16, 12, 2)]
    [InlineData(15, 11, 2)]
    [InlineData(24, 18, 3)]
    [InlineData(8, 6, 1)]
    public void A_stride_leads_from_what_enters_to_the_shape(long height, long width, long stride)
    {
        var stage = Of(Shape, entering: new MapShape(3, height, width));
        Assert.Equal(new MapShape(3, height, width), stage.Input);
        Assert.Equal(stride, stage.Stride);
    }

    [Theory]
    [InlineData(1, 8, 1, 4)]
    [InlineData(8, 1, 4, 1)]
    public void A_side_of_one_pixel_leaves_the_stride_to_the_other(long fromHeight, long fromWidth, long height, long width) =>
        Assert.Equal(2, Of(new MapShape(64, height, width), entering: new MapShape(32, fromHeight, fromWidth)).Stride);

    [Theory]
    [InlineData(16, 6)]
    [InlineData(4, 3)]
    public void Where_no_stride_leads_to_the_shape_both_shapes_are_named(long height, long width) => Assert.Equal(
        $"No stride leads from maps of 3 x {height} x {width} to maps of 16 x 8 x 6.",
        Assert.Throws<InvalidOperationException>(() => Of(Shape, new MapShape(3, height, width)).Stride).Message);

    private static StageInfo Of(MapShape shape, MapShape? entering) => new(new BlockInfo(shape, Entering: entering), Stage: 1, Node: 0);
}

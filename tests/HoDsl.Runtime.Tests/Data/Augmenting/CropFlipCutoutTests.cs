using HoDsl.Runtime.Data;
using HoDsl.Runtime.Data.Augmenting;

namespace HoDsl.Runtime.Tests.Data.Augmenting;

public sealed class CropFlipCutoutTests
{
    private static readonly ImageSet Set = Images.Random(1, 3, 9, 7);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Crop_shows_every_window_of_the_padded_image_equally_often(int padding) =>
        new StepRun(new PadCrop(padding), Set).AssertEquallyLikely([.. Windows(Set, padding)]);

    [Theory]
    [InlineData(5, 4)]
    [InlineData(4, 5)]
    public void Padding_that_hides_a_whole_image_is_refused(int height, int width)
    {
        var small = Images.Random(1, 3, height, width);
        new StepRun(new PadCrop(3), small).AssertEquallyLikely([.. Windows(small, 3)]);
        Assert.Contains("take less than 4 (crop:N)", Assert.Throws<UserException>(() => new StepRun(new PadCrop(4), small)).Message);
    }

    [Fact]
    public void Flip_mirrors_half_of_the_images() =>
        new StepRun(new Flip(), Set).AssertEquallyLikely([PaddedCrop.Of(Set, 0, 0, 0, 0, mirrored: false), PaddedCrop.Of(Set, 0, 0, 0, 0, mirrored: true)], 5000);

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(5)]
    public void Cutout_covers_a_square_around_every_pixel_equally_often(int size) =>
        new StepRun(new Cutout(size), Set).AssertEquallyLikely(
            [.. from y in Enumerable.Range(0, 9) from x in Enumerable.Range(0, 7) select Covered(Set, y, x, size)]);

    [Fact]
    public void A_cutout_larger_than_the_image_covers_all_of_it() =>
        Assert.Equal(Covered(Set, 0, 0, 1000), new StepRun(new Cutout(int.MaxValue), Set).Draw(1));

    private static IEnumerable<byte[]> Windows(ImageSet images, int padding) =>
        from top in Enumerable.Range(0, 2 * padding + 1)
        from left in Enumerable.Range(0, 2 * padding + 1)
        select PaddedCrop.Of(images, 0, padding, top, left, mirrored: false);

    // The published program's rule: rows from y - size / 2 to below y + size / 2 (for an odd size one more), columns alike.
    private static byte[] Covered(ImageSet images, int y, int x, int size)
    {
        var (height, width) = ((int)images.Shape.Height, (int)images.Shape.Width);
        return [.. images.Pixels(0).ToArray().Select((pixel, i) =>
        {
            var (channel, row, column) = (i / (height * width), i / width % height, i % width);
            var inside = row >= y - size / 2 && row < y - size / 2 + size && column >= x - size / 2 && column < x - size / 2 + size;
            return inside ? (byte)Math.Round(255 * images.Statistics.Mean[channel]) : pixel;
        })];
    }
}

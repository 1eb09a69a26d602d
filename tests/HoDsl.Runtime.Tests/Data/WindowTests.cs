using HoDsl.Runtime.Data;

namespace HoDsl.Runtime.Tests.Data;

public sealed class WindowTests
{
    private static readonly float[][] Identity = [.. Enumerable.Range(0, 3).Select(channel => Enumerable.Range(0, 256).Select(level => level + 1000f * channel).ToArray())];

    [Theory]
    [InlineData(5, 7, 4)]
    [InlineData(32, 32, 4)]
    [InlineData(3, 2, 4)]
    [InlineData(1, 1, 2)]
    public void Shows_what_padding_cutting_and_mirroring_give_for_every_window(int height, int width, int padding)
    {
        var images = Images.Random(2, 3, height, width);
        for (var top = 0; top <= 2 * padding; top++)
        {
            for (var left = 0; left <= 2 * padding; left++)
            {
                AssertSame(images, padding, top, left, mirrored: false);
                AssertSame(images, padding, top, left, mirrored: true);
            }
        }
    }

    private static void AssertSame(ImageSet images, int padding, int top, int left, bool mirrored)
    {
        var area = images.PixelsPerImage / 3;
        var expected = PaddedCrop.Of(images, 1, padding, top, left, mirrored).Select((level, place) => Identity[place / area][level]);
        var shown = new float[images.PixelsPerImage];

        new Window(top - padding, left - padding, mirrored).Write(images.Pixels(1), (int)images.Shape.Width, Identity, shown);

        Assert.Equal(expected, shown);
    }
}

using HoDsl.Runtime.Data;

namespace HoDsl.Runtime.Tests.Data;

public sealed class AugmentationTests
{
    private const int Draws = 81 * 2 * 500;

    [Fact]
    public void Every_window_of_crop_and_flip_is_equally_likely()
    {
        var counts = new int[9 * 9 * 2];
        foreach (var window in Windows(Augmentation.CropAndFlip))
            counts[(9 * (window.Down + 4) + window.Right + 4) * 2 + (window.Mirrored ? 1 : 0)]++;

        Frequencies.AssertEqual(counts);
    }

    [Fact]
    public void Without_flip_nothing_is_mirrored() =>
        Assert.DoesNotContain(Windows(new Augmentation(Padding: 2)), window => window.Mirrored);

    [Fact]
    public void Without_padding_nothing_is_shifted() =>
        Assert.All(Windows(new Augmentation(Flip: true)), window => Assert.Equal((0, 0), (window.Down, window.Right)));

    [Fact]
    public void None_leaves_every_image_as_it_is() =>
        Assert.All(Windows(Augmentation.None), window => Assert.Equal(default, window));

    private static IEnumerable<Window> Windows(Augmentation augmentation)
    {
        for (var image = 0; image < Draws; image++)
        {
            var random = SplitMix64.At(seed: 1, major: 0, image);
            yield return augmentation.Draw(ref random);
        }
    }
}

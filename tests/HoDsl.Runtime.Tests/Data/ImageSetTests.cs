using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data;

namespace HoDsl.Runtime.Tests.Data;

public sealed class ImageSetTests
{
    private static readonly MapShape Shape = new(1, 1, 2);

    [Fact]
    public void Take_keeps_the_first_images()
    {
        var images = Images.Random(5, 3, 4, 4);

        var taken = images.Take(2);

        Assert.Equal(2, taken.Count);
        Assert.Equal(images.Labels[..2].ToArray(), taken.Labels.ToArray());
        Assert.Equal(images.Pixels(1).ToArray(), taken.Pixels(1).ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => images.Take(6));
    }

    [Fact]
    public void Pixels_that_do_not_fit_the_labels_are_refused() =>
        Assert.Contains("4 pixels, not 3", Assert.Throws<ArgumentException>(() => new ImageSet([1, 2, 3], [0, 0], Shape, ["a"])).Message);

    [Fact]
    public void A_label_without_a_class_is_refused() =>
        Assert.Contains("Image 1 has label 1", Assert.Throws<ArgumentException>(() => new ImageSet([1, 2, 3, 4], [0, 1], Shape, ["a"])).Message);
}

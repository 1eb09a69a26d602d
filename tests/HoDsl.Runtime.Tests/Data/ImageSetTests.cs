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
    public void Select_takes_images_in_the_order_asked_for()
    {
        var images = Images.Random(5, 3, 4, 4);

        var chosen = images.Select([3, 0, 3]);

        Assert.Equal([images.Labels[3], images.Labels[0], images.Labels[3]], chosen.Labels.ToArray());
        Assert.Equal(images.Pixels(0).ToArray(), chosen.Pixels(1).ToArray());
        Assert.Equal(images.Pixels(3).ToArray(), chosen.Pixels(2).ToArray());
        Assert.Equal(0, images.Select([]).Count);
        Assert.ThrowsAny<ArgumentOutOfRangeException>(() => images.Select([5]));
    }

    [Fact]
    public void Pixels_that_do_not_fit_the_labels_are_refused() =>
        Assert.Contains("4 pixels, not 3", Assert.Throws<ArgumentException>(() => new ImageSet([1, 2, 3], [0, 0], Shape, ["a"])).Message);

    [Fact]
    public void A_label_without_a_class_is_refused() =>
        Assert.Contains("Image 1 has label 1", Assert.Throws<ArgumentException>(() => new ImageSet([1, 2, 3, 4], [0, 1], Shape, ["a"])).Message);
}

using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Tests.Support;

namespace HoDsl.Runtime.Tests.Data;

public sealed class PngFolderFormatTests(PngFiles files) : IClassFixture<PngFiles>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folders_of_classes_below_train_and_test_are_read_in_the_order_of_their_names()
    {
        Put("rgb-1-7x11", "train/dog/2.png", "test/cat/1.png");
        Put("rgb-2-7x11", "train/cat/a.png");
        Put("rgb-3-7x11", "train/dog/10.PNG");
        _folder.Write("train/dog/.hidden", [1]);
        _folder.Write(".cache/x.png", [1]);

        var set = DataSets.Load(_folder.Path);

        Assert.Equal(["cat", "dog"], set.Training.Classes);
        Assert.Equal(new MapShape(3, 11, 7), set.Training.Shape);
        AssertImages(set.Training, [0, 1, 1], ["rgb-2-7x11", "rgb-3-7x11", "rgb-1-7x11"]);
        AssertImages(set.Test, [0], ["rgb-1-7x11"]);
    }

    [Fact]
    public void Without_train_and_test_a_fifth_of_each_class_is_for_testing()
    {
        for (var image = 0; image < 10; image++)
            Put(image % 2 == 0 ? "grey-1-7x11" : "grey-2-7x11", $"cat/{image}.png", $"dog/{image}.png", $"dog/{image}-again.png");

        var (set, again) = (DataSets.Load(_folder.Path), DataSets.Load(_folder.Path));

        Assert.Equal(new MapShape(1, 11, 7), set.Training.Shape);
        Assert.Equal([8, 16], CountsOf(set.Training));
        Assert.Equal([2, 4], CountsOf(set.Test));
        Assert.Equal(PixelsOf(set.Test), PixelsOf(again.Test));
        Assert.Contains(Enumerable.Range(2, 20), seed => !PixelsOf(DataSets.Load(_folder.Path, new(Seed: seed)).Test).SequenceEqual(PixelsOf(set.Test)));
    }

    [Fact]
    public void Where_one_image_has_colours_grey_ones_have_three_equal_channels()
    {
        Put("grey-1-7x11", "train/a/1.png", "train/b/1.png");
        Put("rgb-1-7x11", "test/a/1.png");

        var set = DataSets.Load(_folder.Path);

        Assert.Equal((3, 3), (set.Training.Shape.Channels, set.Test.Shape.Channels));
        byte[] grey = files.SamplesOf("grey-1-7x11");
        Assert.Equal([.. grey, .. grey, .. grey], set.Training.Pixels(0).ToArray());
    }

    [Fact]
    public void A_class_may_be_called_train()
    {
        Put("rgb-1-7x11", "train/1.png", "train/2.png", "train/3.png", "car/1.png", "car/2.png");

        Assert.Equal(["car", "train"], DataSets.Load(_folder.Path).Training.Classes);
    }

    [Fact]
    public void An_image_of_another_size_is_reported_with_both()
    {
        Put("rgb-1-7x11", "a/1.png");
        Put("rgb-1-33x6", "b/1.png");

        AssertRefused($"{_folder["b/1.png"]} is an image of 33 x 6 pixels, those before it have 7 x 11: scale the images to one size.");
    }

    [Fact]
    public void A_broken_image_is_named_with_the_byte()
    {
        Put("rgb-all-7x11", "a/1.png", "a/2.png", "b/1.png");
        var content = File.ReadAllBytes(_folder["a/2.png"]);
        for (var length = 0; length < content.Length; length++)
        {
            _folder.Write("a/2.png", content[..length]);
            AssertRefused($"{_folder["a/2.png"]} is broken at byte ");
        }
    }

    [Theory]
    [InlineData("a/1.jpg", "a/1.jpg is no PNG image")]
    [InlineData("b/readme.txt", "b/readme.txt is no PNG image")]
    public void A_file_that_is_no_PNG_image_is_named(string file, string words)
    {
        Put("rgb-1-7x11", "a/0.png", "b/0.png");
        _folder.Write(file, [1]);

        AssertRefused(words);
    }

    [Fact]
    public void An_empty_class_is_named()
    {
        Put("rgb-1-7x11", "a/0.png");
        Directory.CreateDirectory(_folder["b"]);

        AssertRefused($"{_folder["b"]} holds no images");
    }

    [Fact]
    public void Too_few_images_to_keep_some_for_testing_are_refused()
    {
        Put("rgb-1-7x11", "a/1.png", "a/2.png", "b/1.png", "b/2.png");

        AssertRefused($"{_folder.Path} holds 4 images; at least 5 are needed");
    }

    [Theory]
    [InlineData("train", "test")]
    [InlineData("test", "train")]
    public void One_part_without_the_other_is_refused(string there, string lacking)
    {
        Put("rgb-1-7x11", $"{there}/a/0.png");

        AssertRefused($"{_folder.Path} lacks a folder {lacking}");
    }

    [Fact]
    public void A_class_that_is_only_tested_is_named()
    {
        Put("rgb-1-7x11", "train/a/0.png", "train/c/0.png", "test/a/0.png", "test/b/0.png");

        AssertRefused($"{_folder["test/b"]} is of a class that train does not have");
    }

    [Fact]
    public void A_class_that_is_never_tested_is_none_the_worse()
    {
        Put("rgb-1-7x11", "train/a/0.png", "train/b/0.png", "test/b/0.png");

        Assert.Equal([1], DataSets.Load(_folder.Path).Test.Labels.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("train/")]
    public void A_single_class_is_refused(string part)
    {
        Put("rgb-1-7x11", $"{part}a/1.png", $"{part}a/2.png", $"{part}a/3.png", $"{part}a/4.png", $"{part}a/5.png", "test/a/1.png");
        if (part.Length == 0)
            Directory.Delete(_folder["test"], recursive: true);

        AssertRefused("holds images of one class (a), and there must be two at least");
    }

    [Fact]
    public void More_classes_than_labels_have_numbers_are_refused()
    {
        for (var label = 0; label < 257; label++)
            Put("grey-0-1x1", $"{label}/0.png");

        AssertRefused("holds 257 folders; there can be at most 256 classes");
    }

    private void Put(string image, params string[] names)
    {
        foreach (var name in names)
            _folder.Write(name, File.ReadAllBytes(files.PathOf(image)));
    }

    private void AssertRefused(string words)
    {
        var message = Assert.Throws<UserException>(() => DataSets.Load(_folder.Path)).Message;
        Assert.Contains(words, message);
        Assert.DoesNotContain('\n', message);
    }

    private void AssertImages(ImageSet images, byte[] labels, string[] names)
    {
        Assert.Equal(labels, images.Labels.ToArray());
        foreach (var (place, name) in names.Index())
        {
            var samples = files.SamplesOf(name);
            var planes = Enumerable.Range(0, 3).SelectMany(channel => samples.Where((_, i) => i % 3 == channel));
            Assert.Equal(planes, images.Pixels(place).ToArray());
        }
    }

    private static int[] CountsOf(ImageSet images) => [.. images.Labels.ToArray().CountBy(label => label).OrderBy(pair => pair.Key).Select(pair => pair.Value)];

    private static byte[] PixelsOf(ImageSet images) => [.. Enumerable.Range(0, images.Count).SelectMany(image => images.Pixels(image).ToArray())];
}

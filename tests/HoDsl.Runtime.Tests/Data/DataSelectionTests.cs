using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Data.Selecting;

namespace HoDsl.Runtime.Tests.Data;

public sealed class DataSelectionTests
{
    // Class 0 has 60 images, class 1 30, class 2 10; the first pixel is the image's number.
    private static readonly DataSet Data = new("numbers", Numbered(60, 30, 10), Numbered(2, 2, 2));

    [Theory]
    [InlineData(100, new[] { 60, 30, 10 })]
    [InlineData(50, new[] { 30, 15, 5 })]
    [InlineData(10, new[] { 6, 3, 1 })]
    [InlineData(7, new[] { 4, 2, 1 })]
    [InlineData(5, new[] { 3, 2, 0 })]
    [InlineData(1, new[] { 1, 0, 0 })]
    public void A_subset_keeps_the_shares_of_the_classes(int count, int[] ofClasses)
    {
        var chosen = new DataSelection(Subset: count).From(Data);

        Assert.Equal(ofClasses, CountsOf(chosen.Training));
        Assert.Equal(count, Numbers(chosen.Training).Distinct().Count());
        Assert.Equal(Numbers(chosen.Training).Order(), Numbers(chosen.Training));
        AssertLabelsStay(chosen.Training);
        Assert.Same(Data.Test, chosen.Test);
        Assert.Null(chosen.Validation);
    }

    [Theory]
    [InlineData(null, 0.1, new[] { 54, 27, 9 }, new[] { 6, 3, 1 })]
    [InlineData(50, 0.2, new[] { 24, 12, 4 }, new[] { 6, 3, 1 })]
    public void Images_for_validation_are_taken_from_those_to_learn_from(int? subset, double part, int[] learnt, int[] validated)
    {
        var chosen = new DataSelection(subset, part).From(Data);

        Assert.Equal(learnt, CountsOf(chosen.Training));
        Assert.Equal(validated, CountsOf(chosen.Validation!));
        Assert.Empty(Numbers(chosen.Training).Intersect(Numbers(chosen.Validation!)));
        Assert.Equal(
            Numbers(new DataSelection(subset).From(Data).Training), Numbers(chosen.Training).Concat(Numbers(chosen.Validation!)).Order());
        AssertLabelsStay(chosen.Validation!);
        Assert.Same(chosen.Validation, chosen.Judged);
        Assert.Same(Data.Test, chosen.Test);
    }

    [Fact]
    public void The_same_seed_selects_the_same_images_and_another_others()
    {
        var selection = new DataSelection(Subset: 50, Validation: 0.5, Seed: 7);

        Assert.Equal(Numbers(selection.From(Data).Training), Numbers(selection.From(Data).Training));
        Assert.NotEqual(Numbers(selection.From(Data).Training), Numbers((selection with { Seed = 8 }).From(Data).Training));
    }

    [Fact]
    public void What_is_selected_follows_from_draws_that_no_epoch_makes()
    {
        var ofClassA = Numbers(new DataSelection(Validation: 0.5, Seed: 7).From(Data).Validation!).Where(number => number < 60).ToList();
        Assert.All(Enum.GetValues<ClassShares.Purpose>(), purpose => Assert.True(purpose < 0));
        for (var epoch = 0; epoch < 4; epoch++)
            Assert.NotEqual(ofClassA, SplitMix64.At(7, epoch, 0).Permutation(60).Take(30).Order());
    }

    [Fact]
    public void Every_image_is_selected_equally_often()
    {
        var counts = new int[100];
        for (var seed = 0; seed < 5000; seed++)
        {
            foreach (var number in Numbers(new DataSelection(Subset: 20, Seed: seed).From(Data).Training))
                counts[number]++;
        }

        foreach (var (first, size) in new[] { (0, 60), (60, 30), (90, 10) })
            Frequencies.AssertEqual([.. counts.Skip(first).Take(size)]);
    }

    [Fact]
    public void All_is_all()
    {
        Assert.Same(Data.Training, DataSelection.All.From(Data).Training);
        Assert.Same(Data.Test, DataSelection.All.From(Data).Judged);
    }

    public static TheoryData<DataSelection, string> Faulty => new()
    {
        { new(Subset: 0), "subset has 0 images" },
        { new(Validation: -0.1), "part for validation is -0.1" },
        { new(Validation: 1), "part for validation is 1" },
        { new(Validation: double.NaN), "part for validation is NaN" },
        { new(Subset: 101), "numbers has 100 images to learn from; a subset cannot have 101" },
        { new(Validation: 0.001), "leaves none on one side" },
        { new(Subset: 2, Validation: 0.9), "leaves none on one side" },
    };

    [Theory]
    [MemberData(nameof(Faulty))]
    public void What_cannot_be_selected_is_told_in_a_sentence(DataSelection selection, string words) =>
        Assert.Contains(words, Assert.Throws<UserException>(() => selection.From(Data)).Message);

    private static ImageSet Numbered(params int[] sizes)
    {
        byte[] labels = [.. sizes.SelectMany((size, label) => Enumerable.Repeat((byte)label, size))];
        return new([.. labels.SelectMany((_, image) => new[] { (byte)image, (byte)0 })], labels, new MapShape(1, 1, 2), ["a", "b", "c"]);
    }

    private static List<int> Numbers(ImageSet images) => [.. Enumerable.Range(0, images.Count).Select(image => (int)images.Pixels(image)[0])];

    private static int[] CountsOf(ImageSet images) => [.. Enumerable.Range(0, 3).Select(label => images.Labels.ToArray().Count(found => found == label))];

    private static void AssertLabelsStay(ImageSet images) =>
        Assert.Equal(Numbers(images).Select(number => number < 60 ? 0 : number < 90 ? 1 : 2), images.Labels.ToArray().Select(label => (int)label));
}

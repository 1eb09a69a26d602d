using System.Text.Json;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Data.Augmenting;

namespace HoDsl.Runtime.Tests.Data;

public sealed class AugmentationTests
{
    public static TheoryData<string, Augmentation> Written => new()
    {
        { "none", Augmentation.None },
        { "crop:4+flip", Augmentation.CropAndFlip },
        { "flip+crop:2", new(new Flip(), new PadCrop(2)) },
        { "crop:4+flip+autoaugment+cutout:8", new(new PadCrop(), new Flip(), new AutoAugment(), new Cutout(8)) },
    };

    [Theory]
    [MemberData(nameof(Written))]
    public void The_written_form_is_read_back(string text, Augmentation augmentation)
    {
        Assert.Equal(text, augmentation.ToString());
        Assert.Equal(augmentation, Augmentation.TryParse(text));
        Assert.Equal(augmentation.GetHashCode(), Augmentation.TryParse(text)!.GetHashCode());
        Assert.Equal(augmentation, JsonSerializer.Deserialize<Augmentation>(JsonSerializer.Serialize(augmentation)));
    }

    [Fact]
    public void A_step_without_a_number_takes_the_usual_one() =>
        Assert.Equal("crop:4+cutout:16", Augmentation.TryParse("crop+cutout")!.ToString());

    [Theory]
    [InlineData("")]
    [InlineData("None")]
    [InlineData("crop+")]
    [InlineData("crop:-1")]
    [InlineData("crop:2:3")]
    [InlineData("crop: 2")]
    [InlineData("flip:1")]
    [InlineData("autoaugment:1")]
    [InlineData("crop,flip")]
    [InlineData("none+flip")]
    [InlineData("cutout:99999999999")]
    public void Anything_else_is_not_read(string text)
    {
        Assert.Null(Augmentation.TryParse(text));
        Assert.Contains("autoaugment, cutout[:N]", Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Augmentation>($"\"{text}\"")).Message);
    }

    [Fact]
    public void Other_steps_and_another_order_make_another_augmentation()
    {
        Assert.NotEqual(Augmentation.CropAndFlip, new(new Flip(), new PadCrop()));
        Assert.NotEqual(Augmentation.CropAndFlip, new(new PadCrop(3), new Flip()));
        Assert.NotEqual(Augmentation.CropAndFlip, Augmentation.None);
    }

    [Theory]
    [InlineData("crop:0", "padding is 0")]
    [InlineData("flip+crop:65", "padding is 65")]
    [InlineData("cutout:0", "cutout is 0")]
    public void A_size_out_of_range_is_a_fault(string text, string words) =>
        Assert.Contains(words, Assert.Single(Augmentation.TryParse(text)!.Faults()));
}

using System.Text.Json;

namespace HoDsl.Cli.Tests;

public sealed class DataTests : IDisposable
{
    private readonly ImageFolder _images = new();

    public void Dispose() => _images.Dispose();

    [Fact]
    public void A_run_remembers_which_images_it_used()
    {
        var (run, again) = (_images["run"], _images["again"]);
        var train = Hodsl.Run(Small("--subset", "48", "--validation", "0.25", "--data-seed", "7", "--epochs", "1", "--out", run));

        Assert.Equal((0, ""), (train.Code, train.Errors));
        Assert.Contains("36 images to learn from, 12 to judge by meanwhile, 20 to test", train.Output);
        Assert.Contains("val loss    val acc %", train.Output);
        var selection = JsonDocument.Parse(File.ReadAllText(Path.Combine(run, "run.json"))).RootElement.GetProperty("recipe").GetProperty("selection");
        Assert.Equal((48, 0.25, 7), (selection.GetProperty("subset").GetInt32(), selection.GetProperty("validation").GetDouble(), selection.GetProperty("seed").GetInt32()));

        Assert.Contains("of 20 images", Hodsl.Run("eval", run).Output);
        Assert.Contains("36 images to learn from", Hodsl.Run("train", "--from", run, "--out", again).Output);
        Assert.Equal(File.ReadAllBytes(Path.Combine(run, "model.safetensors")), File.ReadAllBytes(Path.Combine(again, "model.safetensors")));
    }

    [Theory]
    [InlineData(1, "--subset", "65", "has 64 images to learn from; a subset cannot have 65")]
    [InlineData(2, "--subset", "0", "subset has 0 images")]
    [InlineData(2, "--validation", "1", "part for validation is 1")]
    [InlineData(2, "--augment", "crop+flop", "autoaugment, cutout[:N] joined by +, not 'crop+flop'")]
    [InlineData(2, "--augment", "crop:100", "padding is 100")]
    public void What_cannot_be_is_told_in_one_sentence(int code, string option, string value, string words)
    {
        var train = Hodsl.Run(Small(option, value));

        Assert.Equal(code, train.Code);
        Assert.StartsWith("error: ", train.Errors);
        Assert.Contains(words, train.Errors);
        Assert.Equal(1, train.Errors.Count(letter => letter == '\n'));
    }

    [Fact]
    public void The_list_has_every_set_with_its_folder_or_what_to_do()
    {
        var list = Hodsl.Run("data", "list");

        Assert.Equal((0, ""), (list.Code, list.Errors));
        Assert.All(["fashion", "mnist", "cifar10", "cifar100"], name => Assert.Contains($"\n{name} ", "\n" + list.Output));
        Assert.Contains("60000 images for training, 10000 for testing, 10 classes, the official files", list.Output);
    }

    [Fact]
    public void A_set_that_no_package_has_says_where_it_is()
    {
        var get = Hodsl.Run("data", "get", "cifar100", "--out", _images["cifar100"]);

        Assert.Equal(1, get.Code);
        Assert.Contains("https://www.cs.toronto.edu/~kriz/cifar.html", get.Errors);
        Assert.False(Directory.Exists(_images["cifar100"]));
    }

    private string[] Small(params string[] options) =>
        ["train", "--data", _images.Path, "--layers", "10", "--width", "4", "--batch", "16", "--precision", "fp32", .. options];
}

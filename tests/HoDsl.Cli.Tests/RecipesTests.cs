using HoDsl.Cli.Training;
using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Training;

namespace HoDsl.Cli.Tests;

public class RecipesTests
{
    private static readonly MapShape Image = new(3, 32, 32);

    public static TheoryData<string> Names => [.. Recipes.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_has_a_title_no_faults_and_a_network_that_can_be_made(string name)
    {
        var recipe = Recipes.Load(name);
        Assert.False(string.IsNullOrEmpty(recipe.Title));
        Assert.Empty(recipe.Training.Faults());
        var network = NetworkMaker.Known(recipe.Network);
        Assert.Empty(NetworkMaker.Faults(network));
        using var made = NetworkMaker.Make(network, Image, classes: 10, seed: 1, TorchSharp.torch.CPU);
        Assert.NotEmpty(made.parameters());
    }

    // arXiv 2103.15244, section 4.1.
    [Fact]
    public void HoResNets_is_the_papers()
    {
        var recipe = Recipes.Load("ho-resnet");
        Assert.Equal("cifar10", recipe.Data);
        AssertSgd(recipe.Training, epochs: 260, Schedule.Step(100, 150, 200, 230));
    }

    // arXiv 1710.10121, section 4.1, and its published code.
    [Theory]
    [InlineData("lm-resnet-cifar10", "cifar10", 160, 80, 120)]
    [InlineData("lm-resnet-cifar100", "cifar100", 300, 150, 225)]
    [InlineData("lm-resnet-stochastic", "cifar10", 500, 250, 375)]
    public void LmResNets_are_the_papers(string name, string data, int epochs, int first, int second)
    {
        var recipe = Recipes.Load(name);
        Assert.Equal(data, recipe.Data);
        AssertSgd(recipe.Training, epochs, Schedule.Step(first, second));
    }

    [Fact]
    public void The_list_has_a_line_for_each()
    {
        var lines = Hodsl.Run("recipes").Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("recipe", lines[0]);
        Assert.Equal(Recipes.Names, lines.Skip(1).Select(line => line.Split(' ')[0]));
        Assert.Contains("260", lines.Single(line => line.StartsWith("ho-resnet", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_file_that_is_no_recipe_is_told_in_one_sentence()
    {
        using var images = new ImageFolder();
        File.WriteAllText(images["mine.json"], """{"data":"fashion"}""");
        var train = Hodsl.Run("train", "--recipe", images["mine.json"]);
        Assert.Equal(1, train.Code);
        Assert.StartsWith($"error: {images["mine.json"]} is not a recipe: ", train.Errors);
        Assert.Equal(1, train.Errors.Count(letter => letter == '\n'));
    }

    private static void AssertSgd(TrainingOptions options, int epochs, Schedule schedule)
    {
        Assert.Equal((epochs, 128, 0.1, 0.9, 1e-4), (options.Epochs, options.Batch, options.LearningRate, options.Momentum, options.WeightDecay));
        Assert.Equal(OptimizerKind.Sgd, options.Optimizer);
        Assert.Equal(schedule, options.Schedule);
    }
}

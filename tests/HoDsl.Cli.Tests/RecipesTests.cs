using HoDsl.Cli.Training;
using HoDsl.Runtime.Blocks;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Training;
using HoDsl.Tests;

namespace HoDsl.Cli.Tests;

[NoLeaks, Collection("Tensors in this process")]
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

    // README.md, under "Two commands".
    [Fact]
    public void The_default_is_what_the_README_shows()
    {
        var recipe = Recipes.Load("default");
        Assert.Equal(("HoResNet of RK4, layers 10, width 16", "fashion"), (Network(recipe), recipe.Data));
        AssertSgd(recipe.Training, epochs: 9, batch: 32, rate: 0.05, Schedule.Cosine);
        Assert.Equal(Augmentation.None, recipe.Training.Augmentation);
    }

    // docs/training.md, under "Recipes".
    [Fact]
    public void Evenings_is_what_the_documentation_says()
    {
        var recipe = Recipes.Load("evening");
        Assert.StartsWith("HoResNet of RK4, layers 18, ", Network(recipe));
        Assert.Equal("cifar10", recipe.Data);
        Assert.Equal((OptimizerKind.Nesterov, Schedule.OneCycle), (recipe.Training.Optimizer, recipe.Training.Schedule));
        Assert.NotEqual(0, recipe.Training.LabelSmoothing);
        Assert.Equal(["crop", "flip", "cutout"], Variations(recipe));
    }

    // arXiv 2103.15244, section 4.1: 64 channels throughout, and AutoAugment for the deep networks, of which this is one of table 3.
    [Fact]
    public void HoResNets_is_the_papers()
    {
        var recipe = Recipes.Load("ho-resnet");
        Assert.Equal(("HoResNet of RK4, layers 58, width 64", "cifar10"), (Network(recipe), recipe.Data));
        AssertSgd(recipe.Training, epochs: 260, batch: 128, rate: 0.1, Schedule.Step(100, 150, 200, 230));
        Assert.Equal(["autoaugment"], Variations(recipe));
    }

    // arXiv 1710.10121, section 4.1, and its published code: 6 n + 2 layers are 56, at first of 16 channels.
    [Theory]
    [InlineData("lm-resnet-cifar10", "LmResNet", "cifar10", 160, 80, 120)]
    [InlineData("lm-resnet-cifar100", "LmResNet", "cifar100", 300, 150, 225)]
    [InlineData("lm-resnet-stochastic", "LmResNetStochastic", "cifar10", 500, 250, 375)]
    public void LmResNets_are_the_papers(string name, string network, string data, int epochs, int first, int second)
    {
        var recipe = Recipes.Load(name);
        Assert.Equal(($"{network} of LmResNet, units 9, width 16", data), (Network(recipe), recipe.Data));
        AssertSgd(recipe.Training, epochs, batch: 128, rate: 0.1, Schedule.Step(first, second));
        Assert.Equal(["crop", "flip"], Variations(recipe));
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

    private static string Network(Recipe recipe) => $"{NetworkMaker.Known(recipe.Network)}";

    // The steps by their names, without their measures.
    private static IEnumerable<string> Variations(Recipe recipe) => $"{recipe.Training.Augmentation}".Split('+').Select(step => step.Split(':')[0]);

    private static void AssertSgd(TrainingOptions options, int epochs, int batch, double rate, Schedule schedule)
    {
        Assert.Equal((epochs, batch, rate, 0.9, 1e-4), (options.Epochs, options.Batch, options.LearningRate, options.Momentum, options.WeightDecay));
        Assert.Equal(OptimizerKind.Sgd, options.Optimizer);
        Assert.Equal(schedule, options.Schedule);
    }
}

using System.CommandLine;
using System.Text.Json.Nodes;
using HoDsl.Cli.Training;
using HoDsl.Networks;
using HoDsl.Runtime.Training;

namespace HoDsl.Cli.Tests;

/// <summary>What the options of a training change, and that they change nothing else.</summary>
public sealed class RecipeOptionsTests : IDisposable
{
    private readonly string _recipe = Path.GetTempFileName();

    public RecipeOptionsTests() => File.WriteAllText(
        _recipe, """{"network":{"name":"HoResNet"},"data":"fashion","training":{"epochs":2,"clip":1,"ema":0.9,"memory":"1GiB","checkpoint_every":5}}""");

    // Each value is another than the recipe's own.
    public static TheoryData<string, string, string, string, string> Changes => new()
    {
        { "default", "--epochs", "7", "epochs", "7" },
        { "default", "--batch", "64", "batch", "64" },
        { "default", "--accumulate", "4", "accumulate", "4" },
        { "default", "--memory", "512MiB", "memory", "\"512MiB\"" },
        { "default", "--optimizer", "nesterov", "optimizer", "\"nesterov\"" },
        { "default", "--optimizer", "adamw", "optimizer", "\"adamw\"" },
        { "evening", "--optimizer", "sgd", "optimizer", "\"sgd\"" },
        { "default", "--lr", "0.3", "learning_rate", "0.3" },
        { "default", "--momentum", "0.8", "momentum", "0.8" },
        { "default", "--beta2", "0.98", "beta2", "0.98" },
        { "default", "--weight-decay", "0.003", "weight_decay", "0.003" },
        { "default", "--decay", "weights", "decay", "\"weights\"" },
        { "evening", "--decay", "all", "decay", "\"all\"" },
        { "default", "--schedule", "constant", "schedule", "\"constant\"" },
        { "evening", "--schedule", "cosine", "schedule", "\"cosine\"" },
        { "default", "--schedule", "one-cycle", "schedule", "\"one-cycle\"" },
        { "default", "--schedule", "warm-up:2+step:4,6", "schedule", "\"warm-up:2+step:4,6\"" },
        { "default", "--clip", "1.5", "clip", "1.5" },
        { "default", "--label-smoothing", "0.2", "label_smoothing", "0.2" },
        { "default", "--mixup", "0.4", "mixup", "0.4" },
        { "default", "--ema", "0.99", "ema", "0.99" },
        { "default", "--augment", "crop:2+flip", "augmentation", "\"crop:2+flip\"" },
        { "evening", "--augment", "none", "augmentation", "\"none\"" },
        { "default", "--seed", "5", "seed", "5" },
        { "default", "--precision", "fp32", "precision", "\"fp32\"" },
        { "default", "--precision", "fp16", "precision", "\"fp16\"" },
        { "ho-resnet", "--precision", "bf16", "precision", "\"bf16\"" },
        { "default", "--checkpoint-every", "10", "checkpoint_every", "10" },
        { "default", "--on-divergence", "continue", "on_divergence", "\"continue\"" },
    };

    public void Dispose() => File.Delete(_recipe);

    [Theory, MemberData(nameof(Changes))]
    public void An_option_of_training_changes_its_member_alone(string recipe, string option, string value, string member, string json)
    {
        var expected = Members(Recipes.Load(recipe).Training);
        Assert.False(JsonNode.DeepEquals(JsonNode.Parse(json), expected[member]));
        expected[member] = JsonNode.Parse(json);
        Assert.Equal($"{expected}", $"{Members(Read("--recipe", recipe, option, value).Training)}");
    }

    [Fact]
    public void No_option_of_training_is_left_out_above()
    {
        string[] ofWhatIsTrained = ["--recipe", "--from", "--scheme", "--data", "--subset", "--validation", "--data-seed"];
        var ofNetworks = NetworkCatalog.All.SelectMany(network => network.Parameters).Select(parameter => $"--{parameter.Name}");
        var ofTraining = new RecipeOptions().All.Select(option => option.Name).Except([.. ofWhatIsTrained, .. ofNetworks]);
        Assert.Equal(ofTraining.Order(), Changes.Select(change => (string)change[1]).Distinct().Order());
    }

    [Fact]
    public void What_a_recipe_has_stays()
    {
        var kept = Read("--recipe", _recipe).Training;
        Assert.Equal((1, 0.9, "1GiB", 5), (kept.Clip, kept.Ema, $"{kept.Memory}", kept.CheckpointEvery));
    }

    [Fact]
    public void None_takes_back_what_a_recipe_has() =>
        Assert.Equal(new TrainingOptions(Epochs: 2), Read("--recipe", _recipe, "--clip", "none", "--ema", "none", "--memory", "none", "--checkpoint-every", "none").Training);

    private static JsonObject Members(TrainingOptions options) => JsonNode.Parse(options.ToJson())!.AsObject();

    private static Recipe Read(params string[] arguments)
    {
        var options = new RecipeOptions();
        var command = new Command("train");
        foreach (var option in options.All) command.Options.Add(option);
        return options.Read(command.Parse(arguments), network: null).Recipe;
    }
}

using System.CommandLine;
using HoDsl.Cli.Training;
using HoDsl.Runtime.Training;

namespace HoDsl.Cli.Tests;

/// <summary>Options of a recipe that a command line takes back.</summary>
public sealed class TakenBackTests : IDisposable
{
    private readonly string _recipe = Path.GetTempFileName();

    public TakenBackTests() => File.WriteAllText(
        _recipe, """{"network":{"name":"HoResNet"},"data":"fashion","training":{"epochs":2,"clip":1,"ema":0.9,"memory":"1GiB","checkpoint_every":5}}""");

    public void Dispose() => File.Delete(_recipe);

    [Fact]
    public void Without_a_word_they_stay()
    {
        var kept = Read();
        Assert.Equal((1, 0.9, "1GiB", 5), (kept.Clip, kept.Ema, $"{kept.Memory}", kept.CheckpointEvery));
    }

    [Fact]
    public void None_takes_them_back() =>
        Assert.Equal(new TrainingOptions(Epochs: 2), Read("--clip", "none", "--ema", "none", "--memory", "none", "--checkpoint-every", "none"));

    private TrainingOptions Read(params string[] arguments)
    {
        var options = new RecipeOptions();
        var command = new Command("train");
        foreach (var option in options.All) command.Options.Add(option);
        return options.Read(command.Parse(["--recipe", _recipe, .. arguments]), network: null).Recipe.Training;
    }
}

using System.Text.Json;

namespace HoDsl.Cli.Tests;

public sealed class TrainTests : IDisposable
{
    private static readonly string[] Members = ["epoch", "train_loss", "train_acc", "test_loss", "test_acc", "seconds", "images_per_second"];

    private readonly ImageFolder _images = new();

    public void Dispose() => _images.Dispose();

    [Fact]
    public void A_run_leaves_metrics_and_weights_that_eval_confirms()
    {
        var run = _images["run"];
        var train = Hodsl.Run(Small("--epochs", "2", "--out", run));
        Assert.Equal((0, ""), (train.Code, train.Errors));

        var lines = File.ReadAllLines(Path.Combine(run, "metrics.jsonl")).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.Equal([1, 2], lines.Select(line => line.GetProperty("epoch").GetInt32()));
        Assert.All(lines, line => Assert.Equal(Members, line.EnumerateObject().Select(member => member.Name)));

        var eval = Hodsl.Run("eval", run);
        Assert.Equal((0, ""), (eval.Code, eval.Errors));
        Assert.Contains($"test accuracy {lines[^1].GetProperty("test_acc").GetDouble():F2} % of 20 images", eval.Output);
    }

    [Fact]
    public void The_same_seed_gives_the_same_file_of_weights()
    {
        foreach (var run in (string[])["a", "b"]) Assert.Equal(0, Hodsl.Run(Small("--epochs", "1", "--out", _images[run])).Code);
        Assert.Equal(
            File.ReadAllBytes(Path.Combine(_images["a"], "model.safetensors")), File.ReadAllBytes(Path.Combine(_images["b"], "model.safetensors")));
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public void A_signal_ends_the_run_with_what_was_learnt_saved(string signal, int code)
    {
        var run = _images["run"];
        var train = Hodsl.Run(("images to learn from", process => Hodsl.Signal(process, signal)), Small("--epochs", "1000000", "--out", run));
        Assert.Equal((code, ""), (train.Code, train.Errors));
        Assert.Contains("Stopped", train.Output);
        Assert.Equal(0, Hodsl.Run("eval", run).Code);
    }

    [Theory]
    [InlineData("--scheme rk44", "did you mean 'RK4'?")]
    [InlineData("--scheme nonsense", "There is no scheme 'nonsense'")]
    [InlineData("--layers 12", "the nearest depths are 10 and 18")]
    [InlineData("--layers ten", "--layers takes a whole number, not 'ten'.")]
    [InlineData("--layers 3.5", "--layers takes a whole number, not '3.5'.")]
    [InlineData("--width 0", "The width is 0")]
    [InlineData("--epochs 0", "The number of epochs is 0")]
    [InlineData("--batch -1", "The batch has -1 images")]
    [InlineData("--lr fast", "--lr takes a number, not 'fast'.")]
    [InlineData("--lr NaN", "The learning rate is NaN")]
    [InlineData("--momentum 1", "The momentum is 1")]
    [InlineData("--precision fp8", "--precision takes fp32 or bf16, not 'fp8'.")]
    [InlineData("--schedule slow", "--schedule takes constant or cosine or step:N,..., not 'slow'.")]
    [InlineData("--speed 3", "There is no '--speed'; did you mean '--seed'?")]
    [InlineData("--momentun 0.5", "did you mean '--momentum'?")]
    [InlineData("--epochs", "--epochs")]
    public void A_wrong_option_is_told_in_one_sentence(string options, string words)
    {
        var train = Hodsl.Run(["train", .. options.Split(' ')]);
        Assert.Equal(2, train.Code);
        AssertOneError(train.Errors, words);
    }

    [Theory]
    [InlineData("trian", "did you mean 'train'?")]
    [InlineData("fly", "There is no 'fly' here")]
    [InlineData("data", "A command is missing: ")]
    public void A_wrong_command_is_told_in_one_sentence(string command, string words)
    {
        var outcome = Hodsl.Run(command);
        Assert.Equal(2, outcome.Code);
        AssertOneError(outcome.Errors, words);
    }

    [Fact]
    public void Missing_images_are_told_in_one_sentence()
    {
        var train = Hodsl.Run("train", "--data", _images["nowhere"]);
        Assert.Equal(1, train.Code);
        AssertOneError(train.Errors, _images["nowhere"]);
    }

    [Fact]
    public void A_run_folder_that_cannot_be_is_told_in_one_sentence()
    {
        var train = Hodsl.Run(Small("--out", Path.Combine(_images["train-images-idx3-ubyte"], "run")));
        Assert.Equal(1, train.Code);
        AssertOneError(train.Errors, "Cannot write");
    }

    [Fact]
    public void Weights_cut_short_are_told_in_one_sentence()
    {
        var run = _images["run"];
        Hodsl.Run(Small("--epochs", "1", "--out", run));
        var weights = Path.Combine(run, "model.safetensors");
        File.WriteAllBytes(weights, File.ReadAllBytes(weights)[..^1]);
        var eval = Hodsl.Run("eval", run);
        Assert.Equal(1, eval.Code);
        AssertOneError(eval.Errors, "model.safetensors is not a usable safetensors file: it is cut");
    }

    [Fact]
    public void A_folder_without_a_run_is_told_in_one_sentence()
    {
        var eval = Hodsl.Run("eval", _images.Path);
        Assert.Equal(1, eval.Code);
        AssertOneError(eval.Errors, "is not the folder of a run");
    }

    private static void AssertOneError(string errors, string words)
    {
        Assert.StartsWith("error: ", errors);
        Assert.Contains(words, errors);
        Assert.Equal(1, errors.Count(letter => letter == '\n'));
    }

    private string[] Small(params string[] options) =>
        ["train", "--data", _images.Path, "--layers", "10", "--width", "4", "--batch", "16", "--precision", "fp32", .. options];
}

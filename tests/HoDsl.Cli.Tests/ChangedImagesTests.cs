namespace HoDsl.Cli.Tests;

/// <summary>What is said where the images are no longer those that a run was trained on.</summary>
public sealed class ChangedImagesTests : IDisposable
{
    private readonly ImageFolder _images = new(training: 16, test: 4);

    private string Run => _images["run"];

    public void Dispose() => _images.Dispose();

    [Fact]
    public void Classes_of_other_names_are_refused_and_other_images_are_told()
    {
        WriteClasses(first: "cat");
        var train = Hodsl.Run("train", "--data", _images.Path, "--layers", "10", "--width", "2", "--batch", "16", "--precision", "fp32", "--epochs", "1", "--out", Run);
        Assert.Equal((0, ""), (train.Code, train.Errors));

        WriteClasses(first: "ant");
        AssertRefused($"The class ant of {Path.GetFileName(_images.Path)} was cat when the run was trained", "eval", Run);
        AssertRefused("was cat when the run was trained", "train", "--from", Run, "--out", _images["again"]);

        WriteClasses(first: "cat");
        Change(_images["t10k-images-idx3-ubyte"]);
        AssertRefused("are not those that the run was trained on", "train", "--from", Run, "--out", _images["again"]);
        Assert.False(Path.Exists(_images["again"]));
        var longer = Hodsl.Run("train", "--from", Run, "--epochs", "2", "--out", _images["longer"]);
        Assert.Equal((0, $"The images of {Path.GetFileName(_images.Path)} are not those that the earlier run was trained on.\n"), (longer.Code, longer.Errors));
        var eval = Hodsl.Run("eval", Run);
        Assert.Equal((0, $"The images of {Path.GetFileName(_images.Path)} are not those that the run was trained on.\n"), (eval.Code, eval.Errors));
        Assert.Contains("of 4 images", eval.Output);
    }

    private static void AssertRefused(string words, params string[] arguments)
    {
        var outcome = Hodsl.Refused(arguments);
        Assert.Equal(ExitCode.Failure, outcome.Code);
        Assert.Contains(words, outcome.Errors);
    }

    private static void Change(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private void WriteClasses(string first) => File.WriteAllLines(_images["classes.txt"], Enumerable.Range(1, 9).Select(label => $"{label}").Prepend(first));
}

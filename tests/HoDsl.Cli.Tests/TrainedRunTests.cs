using System.Text.Json;

namespace HoDsl.Cli.Tests;

/// <summary>What can be done with a run that has been trained.</summary>
public sealed class TrainedRunTests(TrainedRunTests.Trained trained) : IClassFixture<TrainedRunTests.Trained>
{
    private const int Size = 6, IdxHeader = 16;

    private readonly ImageFolder _images = trained.Images;
    private readonly string _run = trained.Run;

    [Fact]
    public void Predict_takes_an_image_for_what_eval_counts_it_as()
    {
        PngFile.Write(_images["one.png"], Size, Size, File.ReadAllBytes(_images["t10k-images-idx3-ubyte"]).AsSpan(IdxHeader));
        var eval = Json("eval", _run, "--json");
        var confusion = eval.GetProperty("confusion").EnumerateArray().Select(row => row.EnumerateArray().Select(count => count.GetInt32()).ToArray()).ToArray();
        Assert.Equal(1, confusion.Sum(row => row.Sum()));
        Assert.Equal(1, eval.GetProperty("images").GetInt32());

        var predict = Json("predict", _run, _images["one.png"], "--json");
        var predictions = predict.GetProperty("predictions").EnumerateArray().ToList();
        Assert.Equal(1, predictions.Sum(entry => entry.GetProperty("probability").GetDouble()), 5);
        Assert.Equal(predictions.OrderByDescending(entry => entry.GetProperty("probability").GetDouble()), predictions);
        Assert.Equal($"{Array.IndexOf(confusion[0], 1)}", predictions[0].GetProperty("class").GetString());
        Assert.Equal(-Math.Log(Probability(predictions, "0")), eval.GetProperty("loss").GetDouble(), 4);

        var words = Hodsl.Run("predict", _run, _images["one.png"], _images["one.png"]);
        Assert.Equal(2, words.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.StartsWith($"{_images["one.png"]}: {predictions[0].GetProperty("class").GetString()} ", words.Output);
    }

    [Fact]
    public void An_image_of_another_size_is_told_in_one_sentence()
    {
        PngFile.Write(_images["wide.png"], 7, 6, new byte[42]);
        var predict = Hodsl.Run("predict", _run, _images["wide.png"]);
        Assert.Equal((1, $"error: {_images["wide.png"]} is an image of 1 x 6 x 7, but the network takes 1 x 6 x 6 (channels x height x width).\n"), (predict.Code, predict.Errors));
    }

    [Fact]
    public void Runs_lists_them_and_tells_which_are_broken()
    {
        Directory.CreateDirectory(_images["runs/second"]);
        File.WriteAllText(_images["runs/second/run.json"], "{");
        Directory.CreateDirectory(_images["runs/third"]);
        File.Copy(Path.Combine(_run, "run.json"), _images["runs/third/run.json"]);
        File.WriteAllLines(_images["runs/third/metrics.jsonl"], [Metrics(1, accuracy: 10, seconds: 1), Metrics(2, accuracy: 30, seconds: 2), Metrics(3, accuracy: 20, seconds: 4)]);
        var runs = Hodsl.Run("runs", _images["runs"]);
        var lines = runs.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(["run", "network", "data", "epochs", "last %", "best %", "seconds"], Cells(lines[0]));
        Assert.StartsWith("first", lines[1]);
        Assert.Contains("HoResNet of RK4Adaptive, layers 10, width 4", lines[1]);
        Assert.Contains("2 of 2", lines[1]);
        Assert.Equal(["3 of 2", "20.00", "30.00", "7"], Cells(lines[2])[3..]);
        Assert.Equal(3, lines.Length);
        Assert.Equal(1, runs.Code);
        Assert.StartsWith($"error: {_images["runs/second/run.json"]} does not describe a run: ", Assert.Single(runs.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void A_finished_run_that_goes_on_stays_as_it_is()
    {
        var weights = File.ReadAllBytes(Path.Combine(_run, "model.safetensors"));
        var resume = Hodsl.Run("train", "--resume", _run);
        Assert.Equal((0, ""), (resume.Code, resume.Errors));
        Assert.Contains("Going on after step 8 of 8.", resume.Output);
        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(_run, "model.safetensors")));
    }

    /// <summary>One run for all tests: none of them changes what another reads.</summary>
    public sealed class Trained : IDisposable
    {
        public Trained()
        {
            var train = Hodsl.Run(
                "train", "--data", Images.Path, "--layers", "10", "--width", "4", "--batch", "16", "--precision", "fp32", "--epochs", "2", "--scheme", "rk4-adaptive",
                "--out", Run);
            Assert.Equal((0, ""), (train.Code, train.Errors));
            Assert.Contains("learnt ", train.Output);
        }

        public ImageFolder Images { get; } = new(training: 64, test: 1);

        public string Run => Images["runs/first"];

        public void Dispose() => Images.Dispose();
    }

    private static string Metrics(int epoch, int accuracy, int seconds) =>
        $$"""{"epoch":{{epoch}},"train_loss":2,"train_acc":50,"test_loss":3,"test_acc":{{accuracy}},"seconds":{{seconds}},"images_per_second":5}""";

    private static string[] Cells(string line) => line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static double Probability(IEnumerable<JsonElement> predictions, string name) =>
        predictions.Single(entry => entry.GetProperty("class").GetString() == name).GetProperty("probability").GetDouble();

    private static JsonElement Json(params string[] arguments)
    {
        var outcome = Hodsl.Run(arguments);
        Assert.Equal((0, ""), (outcome.Code, outcome.Errors));
        return JsonDocument.Parse(outcome.Output).RootElement;
    }
}

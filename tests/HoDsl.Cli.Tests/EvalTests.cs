using System.Text.Json;

namespace HoDsl.Cli.Tests;

/// <summary>What is said of the weights of a run: of those that are asked for, and the same for people and for programs.</summary>
public sealed class EvalTests(EvalTests.Trained trained) : IClassFixture<EvalTests.Trained>
{
    private readonly ImageFolder _images = trained.Images;

    [Theory]
    [InlineData("eval")]
    [InlineData("predict", "one.png")]
    public void Best_takes_the_weights_of_the_best_epoch(string command, params string[] images)
    {
        var best = Said("first", "--best");
        Assert.Equal(Said("second"), best);
        Assert.NotEqual(Said("first"), best);

        string Said(string run, params string[] options) => Output([command, _images[run], .. images.Select(image => _images[image]), .. options, "--json"]);
    }

    [Fact]
    public void The_table_says_what_the_JSON_says()
    {
        using var json = JsonDocument.Parse(Output("eval", _images["first"], "--json"));
        var lines = Output("eval", _images["first"]).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        double Number(string name) => json.RootElement.GetProperty(name).GetDouble();
        Assert.Equal(
            FormattableString.Invariant(
                $"test loss {Number("loss"):F4}, test accuracy {Number("accuracy"):F2} % of {ImageFolder.Tests} images, expected calibration error {Number("calibration_error"):F4}"),
            lines[0]);
        Assert.Equal("class right % 0 1 2 3 4 5 6 7 8 9", Words(lines[2]));
        Assert.Equal(Rows(json.RootElement), lines[3..].Select(Words));
    }

    /// <summary>Two runs that differ in their seeds; what the first has for its best weights are the second's.</summary>
    public sealed class Trained : IDisposable
    {
        public Trained()
        {
            PngFile.Write(Images["one.png"], ImageFolder.Size, ImageFolder.Size, File.ReadAllBytes(Images["t10k-images-idx3-ubyte"]).AsSpan(^(ImageFolder.Size * ImageFolder.Size)..));
            Train("first", seed: 1);
            Train("second", seed: 2);
            File.Copy(Images["second/model.safetensors"], Images["first/best.safetensors"], overwrite: true);
        }

        public ImageFolder Images { get; } = new();

        public void Dispose() => Images.Dispose();

        private void Train(string run, int seed) => Output(
            "train", "--data", Images.Path, "--layers", "10", "--width", "4", "--batch", "16", "--precision", "fp32", "--epochs", "1", "--seed", $"{seed}", "--out", Images[run]);
    }

    // A row a class, with the class by its number and its name, and how often its images were taken for each.
    private static IEnumerable<string> Rows(JsonElement eval) =>
        eval.GetProperty("classes").EnumerateArray().Zip(eval.GetProperty("confusion").EnumerateArray()).Select((row, label) => FormattableString.Invariant(
            $"{label} {row.First.GetProperty("name").GetString()} {row.First.GetProperty("accuracy").GetDouble():F2} {string.Join(' ', row.Second.EnumerateArray())}"));

    private static string Words(string line) => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Output(params string[] arguments)
    {
        var outcome = Hodsl.Run(arguments);
        Assert.Equal((0, ""), (outcome.Code, outcome.Errors));
        return outcome.Output;
    }
}

using System.Text.Json.Nodes;

namespace HoDsl.Cli.Tests;

/// <summary>Where a network computes: on the processor, on a GPU, and on the one what was trained on the other.</summary>
public sealed class DeviceTests : IDisposable
{
    private const string Absent = "cuda:99";

    private readonly ImageFolder _images = new();

    public void Dispose() => _images.Dispose();

    [Theory]
    [InlineData("tpu")]
    [InlineData("cpu:1")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:")]
    [InlineData("cuda:128")]
    public void Another_name_is_told_in_one_sentence(string name)
    {
        foreach (var command in (string[][])[["train"], ["eval", "run"], ["predict", "run", "image.png"]])
        {
            var outcome = Hodsl.Refused([.. command, "--device", name]);
            Assert.Equal(2, outcome.Code);
            Assert.StartsWith($"error: --device takes cpu or cuda or cuda:N, not '{name}'.", outcome.Errors);
        }
    }

    [Fact]
    public void A_GPU_that_is_not_there_is_told_in_one_sentence_and_leaves_no_folder()
    {
        var train = Hodsl.Run(Small("--device", Absent, "--out", _images["run"]));
        AssertIsAbsent(train);
        Assert.False(Path.Exists(_images["run"]));
    }

    [Fact]
    public void A_run_says_where_it_computed()
    {
        var run = Trained("run");
        Assert.Equal("cpu", (string?)Description(run)["device"]);
    }

    [Fact]
    public void A_run_of_a_GPU_that_is_gone_goes_on_on_the_processor_if_it_is_told_to()
    {
        var (whole, gone) = (Trained("whole"), _images["gone"]);
        Directory.CreateDirectory(gone);
        Describe(gone, Description(whole), run => run["device"] = Absent);
        AssertIsAbsent(Hodsl.Run("train", "--resume", gone));
        AssertIsAbsent(Hodsl.Run("train", "--from", gone, "--out", _images["again"]));

        var resumed = Hodsl.Run("train", "--resume", gone, "--device", "cpu");
        Assert.Equal((0, ""), (resumed.Code, resumed.Errors));
        Assert.Equal(Weights(whole), Weights(gone));
    }

    [Fact]
    public void What_a_GPU_has_learnt_is_judged_on_the_processor_where_there_is_none()
    {
        var run = Trained("run");
        var before = Hodsl.Run("eval", run, "--json");
        Describe(run, Description(run), changed => (changed["device"], changed["recipe"]!["training"]!["precision"]) = (Absent, "fp16"));
        Assert.Equal(before, Hodsl.Run("eval", run, "--json"));
        AssertIsAbsent(Hodsl.Run("eval", run, "--device", Absent));

        PngFile.Write(_images["one.png"], ImageFolder.Size, ImageFolder.Size, new byte[ImageFolder.Size * ImageFolder.Size]);
        Assert.Equal(0, Hodsl.Run("predict", run, _images["one.png"]).Code);
    }

    [Fact]
    public void What_a_GPU_computed_in_half_precision_does_not_go_on_elsewhere()
    {
        var run = Trained("run");
        Describe(run, Description(run), changed => (changed["device"], changed["recipe"]!["training"]!["precision"]) = (Absent, "fp16"));
        var resumed = Hodsl.Run("train", "--resume", run, "--device", "cpu");
        Assert.Equal((1, ""), (resumed.Code, resumed.Output));
        Assert.Equal($"error: The run computes in fp16, which needs a GPU, and cpu is none. To train its recipe here begin anew: hodsl train --from {run} --precision bf16 --device cpu\n", resumed.Errors);
        Assert.Equal(0, Hodsl.Run("train", "--from", run, "--precision", "bf16", "--device", "cpu", "--out", _images["anew"]).Code);
    }

    [Fact]
    public void A_run_from_before_devices_were_told_computed_on_the_processor()
    {
        var run = Trained("run");
        Describe(run, Description(run), older => older.Remove("device"));
        Assert.Equal(0, Hodsl.Run("eval", run).Code);
    }

    private static void AssertIsAbsent(Hodsl.Outcome outcome)
    {
        Assert.Equal(1, outcome.Code);
        Assert.StartsWith($"error: There is no {Absent} here: ", outcome.Errors);
        Assert.Equal(1, outcome.Errors.Count(letter => letter == '\n'));
    }

    private static byte[] Weights(string run) => File.ReadAllBytes(Path.Combine(run, "model.safetensors"));

    private static JsonObject Description(string run) => JsonNode.Parse(File.ReadAllText(Path.Combine(run, "run.json")))!.AsObject();

    private static void Describe(string run, JsonObject description, Action<JsonObject> change)
    {
        change(description);
        File.WriteAllText(Path.Combine(run, "run.json"), description.ToJsonString());
    }

    private string Trained(string name)
    {
        var train = Hodsl.Run(Small("--out", _images[name]));
        Assert.Equal((0, ""), (train.Code, train.Errors));
        return _images[name];
    }

    private string[] Small(params string[] options) =>
        ["train", "--data", _images.Path, "--layers", "10", "--width", "4", "--batch", "16", "--epochs", "1", "--precision", "fp32", .. options];
}

using System.Text.Json;
using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;

namespace HoDsl.Runtime.Tests.Checkpoints;

public sealed class RunFolderTests : IDisposable
{
    private static readonly RunDescription Description = new(
        new Recipe(new NetworkChoice("net", "plain").With("width", 8), "noise", new TrainingOptions(
            Epochs: 3, Schedule: Schedule.Step(1, 2), Precision: Precision.BFloat16, Augmentation: Augmentation.CropAndFlip)),
        RandomImages.Shape, ["dark", "grey", "bright"], new ChannelStatistics([0.5], [0.25]), DataDigest: "0123", Parameters: 123, Threads: 2, Version: "0.1.0");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_is_described_by_what_was_written()
    {
        RunFolder.Create(_folder["run"], Description);
        var read = RunFolder.Open(_folder["run"]).Description;
        Assert.Equal(Description.Recipe, read.Recipe);
        Assert.Equal(Description.Image, read.Image);
        Assert.Equal(Description.Classes, read.Classes);
    }

    [Fact]
    public void Each_epoch_is_one_line_of_exactly_these_members()
    {
        var run = RunFolder.Create(_folder["run"], Description);
        run.Append(new EpochMetrics(1, 2.5, 10, 2.25, 12.5, 1.5, 100));
        run.Append(new EpochMetrics(2, 1.5, 20, 1.25, 22.5, 1.5, 100));
        var lines = File.ReadAllLines(Path.Combine(_folder["run"], "metrics.jsonl"));
        Assert.Equal(
            """{"epoch":1,"train_loss":2.5,"train_acc":10,"test_loss":2.25,"test_acc":12.5,"seconds":1.5,"images_per_second":100}""", lines[0]);
        Assert.Equal(2, lines.Length);
        Assert.Equal(2, JsonDocument.Parse(lines[1]).RootElement.GetProperty("epoch").GetInt32());
    }

    [Fact]
    public void Metrics_are_read_back_without_a_last_line_that_was_cut()
    {
        var run = RunFolder.Create(_folder["run"], Description);
        var first = new EpochMetrics(1, double.NaN, 10, double.PositiveInfinity, 12.5, 1.5, 100);
        run.Append(first);
        run.Append(new EpochMetrics(2, 1.5, 20, 1.25, 22.5, 1.5, 100));
        var file = Path.Combine(_folder["run"], "metrics.jsonl");
        File.WriteAllText(file, File.ReadAllText(file)[..^2]);
        Assert.Equal([first], run.Metrics());
    }

    [Fact]
    public void Metrics_that_cannot_be_read_are_told()
    {
        var (run, metrics) = (RunFolder.Create(_folder["run"], Description), Path.Combine(_folder["run"], "metrics.jsonl"));
        File.CreateSymbolicLink(metrics, metrics);
        Assert.StartsWith($"Cannot read {metrics}: ", Assert.Throws<UserException>(run.Metrics).Message);
    }

    [Fact]
    public void An_empty_line_of_metrics_is_told()
    {
        var (run, metrics) = (RunFolder.Create(_folder["run"], Description), Path.Combine(_folder["run"], "metrics.jsonl"));
        File.WriteAllText(metrics, "null\n");
        Assert.Equal($"{metrics} does not hold the metrics of epochs: a line is empty.", Assert.Throws<UserException>(run.Metrics).Message);
    }

    [Fact]
    public void A_run_is_trained_by_one_process_at_a_time()
    {
        var run = RunFolder.Create(_folder["run"], Description);
        using (run.Hold())
            Assert.StartsWith("Another process trains the run in ", Assert.Throws<UserException>(run.Hold).Message);
        run.Hold().Dispose();
    }

    [Fact]
    public void A_folder_with_a_run_is_not_taken_for_another()
    {
        RunFolder.Create(_folder["run"], Description);
        var fault = Assert.Throws<UserException>(() => RunFolder.Create(_folder["run"], Description));
        Assert.Contains("already holds a run", fault.Message);
    }

    [Fact]
    public void Runs_of_one_name_have_folders_of_their_own()
    {
        var runs = Enumerable.Range(1, 3).Select(epochs => RunFolder.CreateNumbered(_folder["run"], Description with { Recipe = Description.Recipe with { Training = new(epochs) } })).ToList();
        Assert.Equal([_folder["run"], _folder["run-2"], _folder["run-3"]], runs.Select(run => run.Path));
        Assert.Equal([1, 2, 3], runs.Select(run => RunFolder.Open(run.Path).Description.Recipe.Training.Epochs));
    }

    /// <summary>Who makes a folder's run.json holds the folder meanwhile.</summary>
    [Fact]
    public void A_folder_in_which_another_begins_a_run_is_not_taken()
    {
        using var another = RunFolder.Create(_folder["run"], Description).Hold();
        File.Delete(Path.Combine(_folder["run"], "run.json"));
        Assert.Equal(_folder["run-2"], RunFolder.CreateNumbered(_folder["run"], Description).Path);
    }

    [Fact]
    public void A_place_that_is_a_file_is_refused_in_one_sentence()
    {
        File.WriteAllText(_folder["file"], "");
        var fault = Assert.Throws<UserException>(() => RunFolder.Create(_folder["file"], Description));
        Assert.StartsWith($"Cannot write {_folder["file"]}", fault.Message);
    }

    [Fact]
    public void A_folder_without_a_run_is_named()
    {
        var fault = Assert.Throws<UserException>(() => RunFolder.Open(_folder["none"]));
        Assert.Equal($"{_folder["none"]} is not the folder of a run: it has no run.json.", fault.Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"recipe":null}""")]
    public void A_broken_description_is_named(string json)
    {
        Directory.CreateDirectory(_folder["run"]);
        File.WriteAllText(Path.Combine(_folder["run"], "run.json"), json);
        var fault = Assert.Throws<UserException>(() => RunFolder.Open(_folder["run"]));
        Assert.Contains("run.json does not describe a run: ", fault.Message);
        Assert.DoesNotContain('\n', fault.Message);
    }
}

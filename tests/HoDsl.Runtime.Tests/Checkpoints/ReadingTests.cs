using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;

namespace HoDsl.Runtime.Tests.Checkpoints;

/// <summary>Files that cannot be read, or hold something else.</summary>
public sealed class ReadingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RunFolder _run;

    public ReadingTests() => _run = RunFolder.Create(_folder["run"], new(
        new Recipe(new NetworkChoice("net"), "noise", new TrainingOptions(1)), RandomImages.Shape, ["dark"],
        new ChannelStatistics([0.5], [0.25]), DataDigest: "0123", Parameters: 123, Threads: 2, Version: "0.1.0"));

    private string Metrics => Path.Combine(_run.Path, "metrics.jsonl");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_in_the_place_of_a_file_is_told()
    {
        var fault = Assert.Throws<UserException>(() => FileFaults.Reading(_folder.Path, () => File.ReadAllText(_folder.Path)));
        Assert.Equal($"Cannot read {_folder.Path}: it may not be read, or is a folder in a file's place; choose another.", fault.Message);
    }

    [Fact]
    public void Metrics_that_cannot_be_read_are_told()
    {
        File.CreateSymbolicLink(Metrics, Metrics);
        Assert.StartsWith($"Cannot read {Metrics}: ", Assert.Throws<UserException>(_run.Metrics).Message);
    }

    [Fact]
    public void An_empty_line_of_metrics_is_told()
    {
        File.WriteAllText(Metrics, "null\n");
        Assert.Equal($"{Metrics} does not hold the metrics of epochs: a line is empty.", Assert.Throws<UserException>(_run.Metrics).Message);
    }
}

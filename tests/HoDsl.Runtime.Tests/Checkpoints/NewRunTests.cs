using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;

namespace HoDsl.Runtime.Tests.Checkpoints;

/// <summary>Runs that begin at the same moment, under the same name.</summary>
public sealed class NewRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_has_a_folder_of_its_own()
    {
        var runs = Enumerable.Range(1, 3).Select(epochs => RunFolder.CreateNumbered(_folder["run"], Description(epochs))).ToList();
        Assert.Equal([_folder["run"], _folder["run-2"], _folder["run-3"]], runs.Select(run => run.Path));
        Assert.Equal([1, 2, 3], runs.Select(run => RunFolder.Open(run.Path).Description.Recipe.Training.Epochs));
    }

    [Fact]
    public void What_another_has_written_meanwhile_stays()
    {
        var file = _folder["run.json"];
        Assert.False(AtomicFile.TryWriteNew(file, stream =>
        {
            File.WriteAllText(file, "first");
            stream.Write("second"u8);
        }));
        Assert.Equal("first", File.ReadAllText(file));
        Assert.Equal([file], Directory.GetFiles(_folder.Path));
    }

    private static RunDescription Description(int epochs) => new(
        new Recipe(new NetworkChoice("net"), "noise", new TrainingOptions(epochs)), RandomImages.Shape, ["dark", "grey", "bright"],
        new ChannelStatistics([0.5], [0.25]), DataDigest: "0123", Parameters: 123, Threads: 2, Version: "0.1.0");
}

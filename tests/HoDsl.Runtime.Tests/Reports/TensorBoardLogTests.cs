using System.Globalization;
using System.Text.Json;
using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Reports;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Tests.Reports;

public sealed class TensorBoardLogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Another_reader_finds_every_value_at_its_step()
    {
        var before = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        using (var log = new TensorBoardLog(_folder.Path))
        {
            log.OnBegin(299);
            log.OnStep(Progress(step: 300, loss: 2.5));
            log.OnStep(Progress(step: 301, loss: double.NaN));
            log.OnEpoch(new EpochMetrics(1, 2.25, 10, 2.125, 12.5, 1.5, 100, new Dictionary<string, double> { ["body.1.step"] = 0.75 }));
        }

        var events = Read();
        Assert.Equal(5, events.Count);
        Assert.Equal("brain.Event:2", events[0].GetProperty("version").GetString());
        Assert.All(events, entry => Assert.InRange(entry.GetProperty("wall_time").GetDouble(), before, before + 3600));
        Assert.Equal([0, 300, 300, 301, 301], events.Select(entry => entry.GetProperty("step").GetInt32()));
        Assert.Equal(1, events[1].GetProperty("session").GetInt32());
        Assert.Equal(new() { ["step/loss"] = "2.5", ["step/learning rate"] = "0.5" }, Values(events[2]));
        Assert.Equal("nan", Values(events[3])["step/loss"]);
        Assert.Equal(
            new()
            {
                ["train/loss"] = "2.25",
                ["train/accuracy"] = "10.0",
                ["test/loss"] = "2.125",
                ["test/accuracy"] = "12.5",
                ["speed/images per second"] = "100.0",
                ["learnt/body.1.step"] = "0.75",
            },
            Values(events[4]));
    }

    [Fact]
    public void A_training_leaves_what_its_observers_hear()
    {
        using var scope = NewDisposeScope();
        var (network, data, options) = (SmallNetworks.Plain(), RandomImages.Set(), new TrainingOptions(Epochs: 2, Batch: 16));
        var run = RunFolder.Create(_folder.Path, RunDescription.Of(new Recipe(new NetworkChoice("small"), "noise", options), data, network));
        var heard = new Listener();
        new Trainer(network, options).Train(data, run, heard);
        Assert.Equal(heard.Steps.Select(step => (step.Step, (float)step.Loss)), Curve("step/loss"));
        Assert.Equal(heard.Epochs.Select(epoch => (3L * epoch.Epoch, (float)epoch.TestLoss)), Curve("test/loss"));
    }

    [Fact]
    public void Curves_of_images_for_validation_are_called_by_that_name()
    {
        using var scope = NewDisposeScope();
        var (network, data, options) = (SmallNetworks.Plain(), RandomImages.Set(), new TrainingOptions(Epochs: 1, Batch: 16));
        data = data with { Validation = data.Test };
        var run = RunFolder.Create(_folder.Path, RunDescription.Of(new Recipe(new NetworkChoice("small"), "noise", options), data, network));
        var epoch = Assert.Single(new Trainer(network, options).Train(data, run));
        Assert.Equal([(3, (float)epoch.TestLoss)], Curve("validation/loss"));
        Assert.Equal([(3, (float)epoch.TestAcc)], Curve("validation/accuracy"));
        Assert.Empty(Curve("test/loss"));
    }

    [Fact]
    public void A_run_stopped_before_the_test_of_an_epoch_shows_it_at_its_step_behind_a_start()
    {
        using var scope = NewDisposeScope();
        var (network, data, options) = (SmallNetworks.Plain(), RandomImages.Set(), new TrainingOptions(Epochs: 1, Batch: 24));
        var run = RunFolder.Create(_folder.Path, RunDescription.Of(new Recipe(new NetworkChoice("small"), "noise", options), data, network));
        using var stop = new CancellationTokenSource();
        var last = new Listener { AtStep = step => { if (step == 2) stop.Cancel(); } };
        Assert.Throws<OperationCanceledException>(() => new Trainer(network, options).Train(data, run, last, stop.Token));
        foreach (var file in Directory.GetFiles(run.Path, "events.*")) File.Delete(file);

        Assert.Single(new Trainer(network, options).Train(data, run));

        var events = Read();
        Assert.Equal([0, 3, 2], events.Select(entry => entry.GetProperty("step").GetInt32()));
        Assert.Equal(1, events[1].GetProperty("session").GetInt32());
        Assert.True(events[2].GetProperty("values").TryGetProperty("test/loss", out _));
    }

    // The values of a name, each with its step.
    private IEnumerable<(long Step, float Value)> Curve(string name) =>
        from entry in Read()
        let values = Values(entry)
        where values.ContainsKey(name)
        select (entry.GetProperty("step").GetInt64(), (float)double.Parse(values[name], CultureInfo.InvariantCulture));

    private static TrainingProgress Progress(long step, double loss) =>
        new(1, step, 1000, loss, LearningRate: 0.5, new Score(1, loss, 1), ImagesPerSecond: 1, TimeSpan.Zero);

    private static Dictionary<string, string> Values(JsonElement entry) =>
        entry.GetProperty("values").EnumerateObject().ToDictionary(value => value.Name, value => value.Value.ToString());

    private List<JsonElement> Read()
    {
        var file = Assert.Single(Directory.GetFiles(_folder.Path, "events.out.tfevents.*"));
        var result = _folder["events.json"];
        Python.Run("event_file.py", file, result);
        return [.. JsonDocument.Parse(File.ReadAllText(result)).RootElement.EnumerateArray()];
    }
}

using System.Text.Json;
using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Tests.Support;
using HoDsl.Runtime.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Tests.Reports;

/// <summary>What a run that was stopped at the end of an epoch shows when it goes on with the test.</summary>
public sealed class RestartTests : IDisposable
{
    private static readonly TrainingOptions Options = new(Epochs: 1, Batch: 24);

    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void The_test_stands_at_its_step_behind_a_start()
    {
        var (network, data) = (SmallNetworks.Plain(), RandomImages.Set());
        var run = RunFolder.Create(_folder["run"], RunDescription.Of(new Recipe(new NetworkChoice("small"), "noise", Options), data, network));
        using var stop = new CancellationTokenSource();
        var last = new Listener { AtStep = step => { if (step == 2) stop.Cancel(); } };
        Assert.Throws<OperationCanceledException>(() => new Trainer(network, Options).Train(data, run, last, stop.Token));
        foreach (var file in Directory.GetFiles(run.Path, "events.*")) File.Delete(file);

        Assert.Single(new Trainer(network, Options).Train(data, run));

        var events = Read(run);
        Assert.Equal([0, 3, 2], events.Select(entry => entry.GetProperty("step").GetInt32()));
        Assert.Equal(1, events[1].GetProperty("session").GetInt32());
        Assert.True(events[2].GetProperty("values").TryGetProperty("test/loss", out _));
    }

    private List<JsonElement> Read(RunFolder run)
    {
        Python.Run("event_file.py", Assert.Single(Directory.GetFiles(run.Path, "events.*")), _folder["events.json"]);
        using var json = JsonDocument.Parse(File.ReadAllText(_folder["events.json"]));
        return [.. json.RootElement.EnumerateArray().Select(entry => entry.Clone())];
    }
}

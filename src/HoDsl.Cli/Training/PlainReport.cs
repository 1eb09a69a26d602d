using System.Diagnostics;
using HoDsl.Runtime.Training;

namespace HoDsl.Cli.Training;

/// <summary>Plain lines for logs and pipes: now and then where the training stands, and a row for each epoch.</summary>
internal sealed class PlainReport(TrainingOptions options) : ITrainingObserver
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Stopwatch _sinceLine = Stopwatch.StartNew();

    public void OnStep(TrainingProgress progress)
    {
        if (_sinceLine.Elapsed < Pause) return;
        _sinceLine.Restart();
        Console.WriteLine(ProgressLine.Of(progress, options.Epochs));
    }

    public void OnEpoch(EpochMetrics metrics) => Console.WriteLine(EpochTable.Row(metrics));

    public void OnNotice(string sentence) => Console.WriteLine(sentence);
}

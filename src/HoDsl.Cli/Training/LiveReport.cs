using HoDsl.Runtime.Training;
using Spectre.Console;

namespace HoDsl.Cli.Training;

/// <summary>A progress bar that stays below the growing table of epochs.</summary>
internal sealed class LiveReport(TrainingOptions options, ProgressTask bar) : ITrainingObserver
{
    public static void Show(TrainingOptions options, Action<ITrainingObserver> train) => AnsiConsole.Progress()
        .AutoClear(true)
        .Columns(new ProgressBarColumn { Width = 30 }, new PercentageColumn(), new TaskDescriptionColumn())
        .Start(context => train(new LiveReport(options, context.AddTask("starting"))));

    public void OnStep(TrainingProgress progress)
    {
        bar.MaxValue = progress.Steps;
        bar.Value = progress.Step;
        bar.Description = ProgressLine.Of(progress, options.Epochs);
    }

    public void OnEpoch(EpochMetrics metrics) => AnsiConsole.WriteLine(EpochTable.Row(metrics));

    public void OnNotice(string sentence) => AnsiConsole.WriteLine(sentence);
}

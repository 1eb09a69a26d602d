using HoDsl.Runtime.Training;
using Spectre.Console;

namespace HoDsl.Cli.Training;

/// <summary>A progress bar that stays below the growing table of epochs, in one line of any terminal.</summary>
internal sealed class LiveReport(IAnsiConsole console, TrainingOptions options, ProgressTask bar) : ITrainingObserver
{
    private const int WidestBar = 30;

    // The percentage and the gaps between the columns.
    private const int Rest = 8;

    public static void Show(IAnsiConsole console, TrainingOptions options, Action<ITrainingObserver> train) => console.Progress()
        .AutoClear(true)
        .Columns(new ProgressBarColumn { Width = BarWidth(console) }, new PercentageColumn(), new TaskDescriptionColumn())
        .Start(context => train(new LiveReport(console, options, context.AddTask("starting"))));

    public void OnStep(TrainingProgress progress)
    {
        bar.MaxValue = progress.Steps;
        bar.Value = progress.Step;
        bar.Description = ProgressLine.Of(progress, options.Epochs, console.Profile.Width - BarWidth(console) - Rest);
    }

    public void OnEpoch(EpochMetrics metrics) => console.Write(new LineAbove(EpochTable.Row(metrics)));

    public void OnNotice(string sentence) => console.Write(new LineAbove(sentence));

    private static int BarWidth(IAnsiConsole console) => Math.Min(WidestBar, console.Profile.Width / 4);
}

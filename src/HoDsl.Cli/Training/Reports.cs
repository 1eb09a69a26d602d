using HoDsl.Runtime.Training;
using Spectre.Console;

namespace HoDsl.Cli.Training;

/// <summary>Chooses how a training is shown: a live progress bar on a terminal, plain lines elsewhere.</summary>
internal static class Reports
{
    public static void Show(TrainingOptions options, bool byValidation, Action<ITrainingObserver> train)
    {
        Console.WriteLine(EpochTable.Header(byValidation));
        if (AnsiConsole.Profile.Out.IsTerminal && AnsiConsole.Profile.Capabilities.Ansi) LiveReport.Show(AnsiConsole.Console, options, train);
        else train(new PlainReport(options));
    }
}

using System.CommandLine;
using System.Globalization;
using HoDsl.Runtime;
using HoDsl.Runtime.Checkpoints;
using Spectre.Console;

namespace HoDsl.Cli.Commands;

/// <summary><c>hodsl runs</c>: the runs in a folder, a line each.</summary>
internal static class RunsCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "The folder that holds the folders of runs.", DefaultValueFactory = _ => "runs" };
        var command = new Command("runs", "Lists the training runs in a folder.") { folder };
        command.SetAction(line => Print(line.GetRequiredValue(folder)));
        return command;
    }

    private static int Print(string folder)
    {
        if (!Directory.Exists(folder)) throw new UserException($"There is no folder {folder}; `hodsl train` makes the first run in ./runs.");
        var table = PlainTable.Of("run", "network", "data", "epochs", "last %", "best %", "seconds");
        var faults = new List<UserException>();
        foreach (var path in FileFaults.Reading(folder, () => Directory.GetDirectories(folder)).Where(path => File.Exists(Path.Combine(path, "run.json"))).Order(StringComparer.Ordinal))
        {
            try
            {
                AddRow(table, RunFolder.Open(path));
            }
            catch (UserException fault)
            {
                faults.Add(fault);
            }
        }

        table.Print();
        faults.ForEach(fault => Console.Error.WriteLine($"error: {fault.Message}"));
        return faults.Count == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private static void AddRow(Table table, RunFolder run)
    {
        var (recipe, epochs) = (run.Description.Recipe, run.Metrics());
        table.AddCells(
            Path.GetFileName(run.Path), $"{recipe.Network}", Path.GetFileName(recipe.Data), $"{epochs.Count} of {recipe.Training.Epochs}",
            epochs.Count == 0 ? "" : Number(epochs[^1].TestAcc, "F2"), epochs.Count == 0 ? "" : Number(epochs.Max(epoch => epoch.TestAcc), "F2"),
            Number(epochs.Sum(epoch => epoch.Seconds), "F0"));
    }

    private static string Number(double number, string form) => number.ToString(form, CultureInfo.InvariantCulture);
}

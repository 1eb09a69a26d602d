using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using HoDsl.Cli.Training;
using HoDsl.Runtime;
using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Reports;
using static TorchSharp.torch;

namespace HoDsl.Cli.Commands;

/// <summary><c>hodsl eval</c>: tests the weights of a run.</summary>
internal static class EvalCommand
{
    private const int Batch = 500;

    public static Command Create()
    {
        var folder = new Argument<string>("RUN") { Description = "The folder of a run." };
        var best = new Option<bool>("--best") { Description = "Take the weights of the best epoch, not of the last." };
        var device = OptionForms.Device("that of the run, or the processor where that is not here");
        var json = new Option<bool>("--json") { Description = "Print one JSON object." };
        var command = new Command("eval", "Tests the trained weights of a run on the test images, class by class.") { folder, best, device, json };
        command.SetAction(line => Run(line.GetRequiredValue(folder), line.GetValue(best), line.GetValue(device), line.GetValue(json)));
        return command;
    }

    private static int Run(string path, bool best, Device? device, bool asJson)
    {
        using var trained = TrainedRun.Open(path, best, device);
        var run = trained.Folder.Description;
        var report = ClassifierReport.Of(trained.Network, Tests(run), run.Classes.Count, run.PrecisionOn(trained.Device));
        if (!asJson) return Print(report, run.Classes);
        Console.WriteLine(JsonSerializer.Serialize(EvalJson.Of(report, run.Classes), EvalJsonContext.Default.EvalJson));
        return ExitCode.Success;
    }

    private static Batches Tests(RunDescription run)
    {
        var data = DataSets.Load(run.Recipe.Data, run.Recipe.Selection);
        if (data.Test.Shape != run.Image || data.Test.Classes.Count != run.Classes.Count)
        {
            throw new UserException(
                $"The run was trained on images of {run.Image} in {run.Classes.Count} classes, but {run.Recipe.Data} now has {data.Test.Shape} in {data.Test.Classes.Count}.");
        }

        run.CheckClasses(data);
        if (!run.IsOf(data)) Console.Error.WriteLine($"The images of {data.Name} are not those that the run was trained on.");
        return Batches.ForEvaluation(data.Test, run.Statistics, Batch);
    }

    private static int Print(ClassifierReport report, IReadOnlyList<string> classes)
    {
        var score = report.Score;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"test loss {score.Loss:F4}, test accuracy {score.Accuracy:F2} % of {score.Images} images, expected calibration error {report.CalibrationError:F4}"));
        Console.WriteLine("Rows are the classes of the images, columns what the network takes them for:");
        var table = PlainTable.Of(["class", "right %", .. classes.Select((_, label) => $"{label}")]);
        for (var label = 0; label < classes.Count; label++)
        {
            var accuracy = report.Accuracy(label)?.ToString("F2", CultureInfo.InvariantCulture) ?? "";
            table.AddCells([$"{label} {classes[label]}", accuracy, .. report.Confusion[label].Select(count => $"{count}")]);
        }

        return table.Print();
    }
}

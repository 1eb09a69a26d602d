using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using HoDsl.Cli.Training;
using HoDsl.Runtime.Reports;
using static TorchSharp.torch;

namespace HoDsl.Cli.Commands;

/// <summary><c>hodsl predict</c>: what the network of a run takes images for.</summary>
internal static class PredictCommand
{
    private const int Shown = 3;

    public static Command Create()
    {
        var folder = new Argument<string>("RUN") { Description = "The folder of a run." };
        var images = new Argument<string[]>("IMAGE") { Description = "PNG images of the shape that the run was trained on.", Arity = ArgumentArity.OneOrMore };
        var best = new Option<bool>("--best") { Description = "Take the weights of the best epoch, not of the last." };
        var device = OptionForms.Device("that of the run, or the processor where that is not here");
        var json = new Option<bool>("--json") { Description = "Print one JSON object a line, with all classes." };
        var command = new Command("predict", "Says what the trained network of a run takes images for.") { folder, images, best, device, json };
        command.SetAction(line => Run(line.GetRequiredValue(folder), line.GetRequiredValue(images), line.GetValue(best), line.GetValue(device), line.GetValue(json)));
        return command;
    }

    private static int Run(string path, string[] images, bool best, Device? device, bool asJson)
    {
        using var trained = TrainedRun.Open(path, best, device);
        foreach (var image in images)
        {
            var predictions = Prediction.Of(trained.Network, trained.Folder.Description, image);
            Console.WriteLine(asJson
                ? JsonSerializer.Serialize(new PredictJson(image, predictions), PredictJsonContext.Default.PredictJson)
                : $"{image}: {string.Join(", ", predictions.Take(Shown).Select(Words))}");
        }

        return ExitCode.Success;
    }

    private static string Words(Prediction prediction) =>
        string.Create(CultureInfo.InvariantCulture, $"{prediction.Class} {100 * prediction.Probability:F1} %");
}

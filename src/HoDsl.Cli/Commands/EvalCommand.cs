using System.CommandLine;
using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Networks;
using HoDsl.Runtime.Training;

namespace HoDsl.Cli.Commands;

/// <summary><c>hodsl eval</c>: tests the weights of a run.</summary>
internal static class EvalCommand
{
    private const int Batch = 500;

    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "The folder of a run." };
        var command = new Command("eval", "Tests the trained weights of a run on the test images.") { folder };
        command.SetAction(line => Run(RunFolder.Open(line.GetRequiredValue(folder))));
        return command;
    }

    private static int Run(RunFolder folder)
    {
        Processors.UseAll();
        var run = folder.Description;
        var data = DataSets.Load(run.Recipe.Data);
        if (data.Test.Shape != run.Image || data.Test.Classes.Count != run.Classes.Count)
        {
            throw new Runtime.UserException(
                $"The run was trained on images of {run.Image} in {run.Classes.Count} classes, but {run.Recipe.Data} now has {data.Test.Shape} in {data.Test.Classes.Count}.");
        }

        using var network = HoResNet.Create(
            Catalogue.Find(run.Recipe.Scheme), run.Recipe.Layers, run.Recipe.Width, run.Image, run.Classes.Count);
        NetworkWeights.Load(folder.Weights, network);
        var score = Evaluation.Of(
            network, Batches.ForEvaluation(data.Test, data.Training.Statistics, Batch), run.Recipe.Training.Precision);
        Console.WriteLine($"test loss {score.Loss:F4}, test accuracy {score.Accuracy:F2} % of {score.Images} images");
        return ExitCode.Success;
    }
}

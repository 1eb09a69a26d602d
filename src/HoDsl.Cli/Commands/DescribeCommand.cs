using System.CommandLine;
using System.Text;
using System.Text.Json;
using HoDsl.Cli.Checking;
using HoDsl.Cli.Describing;
using HoDsl.Cli.Pictures;
using HoDsl.Generator.Schemes;
using HoDsl.Generator.Schemes.Facts;
using HoDsl.Runtime.Checkpoints;

namespace HoDsl.Cli.Commands;

/// <summary><c>hodsl describe</c>: all that is known of a scheme, as text, JSON or a picture.</summary>
internal static class DescribeCommand
{
    public static Command Create()
    {
        var scheme = new Argument<string>("SCHEME|FILE") { Description = "The name of a scheme, or a tableau file." };
        var json = new Option<bool>("--json") { Description = "Print one JSON object, as `hodsl check --json` does." };
        var svg = new Option<string?>("--svg") { Description = "Write a picture: stability region and stage graph.", HelpName = "FILE" };
        var command = new Command("describe", "Draws the tableau of a scheme and says what follows from it.") { scheme, json, svg };
        command.SetAction(line => Run(line.GetRequiredValue(scheme), line.GetValue(json), line.GetValue(svg)));
        return command;
    }

    private static int Run(string argument, bool asJson, string? picture)
    {
        var compiled = SchemeArgument.Compile(argument);
        if (asJson)
            Console.WriteLine(JsonSerializer.Serialize(CheckJson.Of(argument, compiled), CheckJsonContext.Lines.CheckJson));
        else
            Print(compiled);
        if (picture is not null && compiled.Scheme is { } scheme)
            AtomicFile.Write(picture, file => file.Write(Encoding.UTF8.GetBytes(SchemePicture.Of(scheme, SchemeFacts.Of(scheme)))));
        return compiled.Valid is null ? ExitCode.Failure : ExitCode.Success;
    }

    private static void Print(CompiledScheme compiled)
    {
        foreach (var finding in compiled.Findings)
            Console.Error.WriteLine(finding);
        if (compiled.Scheme is { } scheme)
            Console.WriteLine(new Description(scheme, SchemeFacts.Of(scheme)));
    }
}

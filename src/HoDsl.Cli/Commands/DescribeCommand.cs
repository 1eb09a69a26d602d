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
        var subject = new Argument<string>("SCHEME|NETWORK|FILE") { Description = "The name of a scheme or a network, or its file. A name that both have is the network's; NAME.tableau is the scheme." };
        // What is no option of the command is one of the network.
        var choices = new Argument<string[]>("choices") { Arity = ArgumentArity.ZeroOrMore, Hidden = true };
        var scheme = new Option<string?>("--scheme") { Description = "The scheme of a network that leaves it open.", HelpName = "NAME" };
        var json = new Option<bool>("--json") { Description = "Print one JSON object, as `hodsl check --json` does." };
        var svg = new Option<string?>("--svg") { Description = "Write a picture: stability region and stage graph, or the network.", HelpName = "FILE" };
        var command = new Command("describe", "Says all that is known of a scheme or a network; a network's parameters are options behind its name: --layers 58.") { subject, choices, scheme, json, svg };
        command.SetAction(line => NetworkArgument.IsMeant(line.GetRequiredValue(subject))
            ? NetworkDescription.Run(NetworkArgument.Compile(line.GetRequiredValue(subject), line.GetValue(scheme), line.GetRequiredValue(choices)), line.GetValue(json), line.GetValue(svg))
            : line.GetValue(scheme) is not null ? throw new UsageException($"'{line.GetRequiredValue(subject)}' is a scheme itself: leave out --scheme.")
            : line.GetRequiredValue(choices) is [var surplus, ..] ? throw new UsageException($"A scheme has no parameter '{surplus}'.")
            : Run(line.GetRequiredValue(subject), line.GetValue(json), line.GetValue(svg)));
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
        else if (TableauFiles.WhyUnreadable(compiled.Path, compiled.Findings) is { } reason)
            Console.Error.WriteLine($"{compiled.Path}: {reason}");
    }
}

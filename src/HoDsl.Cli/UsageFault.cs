using System.CommandLine;
using HoDsl.Generator.Findings;

namespace HoDsl.Cli;

/// <summary>Says in one sentence what is wrong with a command line.</summary>
internal static class UsageFault
{
    public static string Of(ParseResult line)
    {
        var command = line.CommandResult.Command;
        if ((Swallowed(line) ?? line.UnmatchedTokens.FirstOrDefault()) is { } unknown)
        {
            return Suggestion.Nearest(unknown, Names(command)) is { } near
                ? $"There is no '{unknown}'; did you mean '{near}'?"
                : $"There is no '{unknown}' here; add --help to see what there is.";
        }

        if (command.Subcommands.Count > 0)
        {
            return $"A command is missing: {string.Join(", ", command.Subcommands.Select(sub => sub.Name))}; add --help to see what they do.";
        }

        return Lacking(line) is { } lacking ? $"'{command.Name}' needs {lacking.Name}: {lacking.Description}" : line.Errors[0].Message;
    }

    private static Argument? Lacking(ParseResult line) =>
        line.CommandResult.Command.Arguments.FirstOrDefault(argument => argument.Arity.MinimumNumberOfValues > 0 && line.GetResult(argument) is not { Tokens.Count: > 0 });

    /// <summary>An option that does not exist, which was taken for the value of an argument; null where there is none.</summary>
    public static string? Swallowed(ParseResult line) =>
        line.CommandResult.Command.Arguments.Where(argument => !argument.Hidden).SelectMany(argument => line.GetResult(argument)?.Tokens ?? []).FirstOrDefault(token => token.Value.StartsWith("--", StringComparison.Ordinal))?.Value;

    private static IEnumerable<string> Names(Command command) =>
        command.Subcommands.Select(sub => sub.Name).Concat(command.Options.Select(option => option.Name));
}

using HoDsl.Generator.Findings;

namespace HoDsl.Cli;

/// <summary>A command line that cannot be meant as it stands; the message says why in one sentence.</summary>
internal sealed class UsageException(string message) : Exception(message)
{
    /// <summary>There is nothing of a name: the message has the name that was probably meant, or the command that lists all.</summary>
    /// <param name="what">What there is not.</param>
    /// <param name="name">The name.</param>
    /// <param name="names">The names that there are.</param>
    /// <param name="command">The command that lists them.</param>
    public static UsageException NoSuch(string what, string name, IEnumerable<string> names, string command) => new(
        $"There is no {what} '{name}'; {(Suggestion.Nearest(name, names) is { } near ? $"did you mean '{near}'?" : $"`{command}` lists those there are.")}");
}

using HoDsl.Generator.Findings;

namespace HoDsl.Cli;

/// <summary>A command line that cannot be meant as it stands; the message says why in one sentence.</summary>
internal sealed class UsageException(string message) : Exception(message)
{
    /// <summary>A file was named where only what this program was built with will do.</summary>
    /// <param name="what">What the file holds.</param>
    /// <param name="file">The file.</param>
    /// <param name="folder">The folder whose files are built in.</param>
    public static UsageException NotBuiltIn(string what, string file, string folder) => new(
        $"'{file}' is the name of a file, and a compiled {what} is wanted: put the file into {folder}/ of HoDsl, build that anew (./hodsl does), and give the {what}'s name.");

    /// <summary>There is nothing of a name: the message has the name that was probably meant, or the command that lists all.</summary>
    /// <param name="what">What there is not.</param>
    /// <param name="name">The name.</param>
    /// <param name="names">The names that there are.</param>
    /// <param name="commands">The commands that list them.</param>
    public static UsageException NoSuch(string what, string name, IEnumerable<string> names, params string[] commands) => new(
        $"There is no {what} '{name}'; {(Suggestion.Nearest(name, names) is { } near ? $"did you mean '{near}'?" : $"{string.Join(" and ", commands.Select(command => $"`{command}`"))} {(commands.Length == 1 ? "lists" : "list")} those there are.")}");
}

using System.CommandLine;
using HoDsl.Generator.Findings;

namespace HoDsl.Cli.Commands;

/// <summary><c>hodsl explain</c>: the help page of a diagnostic, or the list of them all.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var id = new Argument<string?>("ID") { Description = "The id of a diagnostic, like HO0201; without it all are listed.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("explain", "Explains a diagnostic with a file that has it and the file mended.") { id };
        command.SetAction(line => Run(line.GetValue(id)));
        return command;
    }

    private static int Run(string? id)
    {
        if (id is null)
            List();
        else
            Console.Write(Page(Find(id)));
        return ExitCode.Success;
    }

    private static void List()
    {
        foreach (var rule in Rules.All.OrderBy(rule => rule.Id, StringComparer.Ordinal))
            Console.WriteLine($"{rule.Id}  {rule.Title}");
    }

    private static Rule Find(string id) =>
        Rules.All.FirstOrDefault(rule => rule.Id.Equals(id, StringComparison.OrdinalIgnoreCase))
        ?? throw UsageException.NoSuch("diagnostic", id, Rules.All.Select(rule => rule.Id), "hodsl explain");

    private static string Page(Rule rule)
    {
        using var page = new StreamReader(typeof(ExplainCommand).Assembly.GetManifestResourceStream($"{rule.Id}.md")!);
        return page.ReadToEnd();
    }
}

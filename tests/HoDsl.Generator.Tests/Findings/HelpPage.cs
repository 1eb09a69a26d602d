using System.Text.RegularExpressions;

namespace HoDsl.Generator.Tests.Findings;

/// <summary>A page of docs/diagnostics.</summary>
/// <param name="Title">Its title.</param>
/// <param name="FaultyFiles">The files that have the fault.</param>
/// <param name="Printed">What is printed for them.</param>
/// <param name="MendedFiles">The files mended.</param>
internal sealed partial record HelpPage(string Title, TableauText[] FaultyFiles, string[] Printed, TableauText[] MendedFiles)
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "diagnostics");

    /// <summary>The ids of which there are pages.</summary>
    public static IEnumerable<string> Ids => Directory.EnumerateFiles(Folder, "HO*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    /// <summary>The text of a page.</summary>
    public static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name + ".md"));

    /// <summary>Reads a page. All have one shape: what it means, the files that have it, what is printed, why, and the files mended.</summary>
    public static HelpPage Read(string id)
    {
        var page = Shape().Match(Text(id));
        Assert.True(page.Success, $"{id}.md has not the shape of the others");
        return new(page.Groups["title"].Value, Files(page.Groups["faulty"].Value), page.Groups["printed"].Value.TrimEnd().Split('\n'), Files(page.Groups["mended"].Value));
    }

    private static TableauText[] Files(string text) =>
        [.. NamedFile().Matches(text).Select(file => new TableauText(file.Groups["name"].Value, file.Groups["text"].Success ? file.Groups["text"].Value : null))];

    [GeneratedRegex("""
        \A\#\ (?<title>[^\n]+)\n\n
        (?<meaning>([^\n]+\n)+)\n
        \#\#\ A\ file\ that\ has\ it\n\n
        (?<faulty>(`[^\n]+\n\n(```(tableau|network|csharp)\n.*?```\n\n)?)+)
        ```text\n(?<printed>.*?)```\n\n
        (?<why>([^\n]+\n)+)\n
        \#\#\ The\ file\ mended\n\n
        (?<mended>(`[^\n]+\n\n```(tableau|network|csharp)\n.*?```\n\n?)+)\z
        """, RegexOptions.Singleline | RegexOptions.IgnorePatternWhitespace | RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();

    [GeneratedRegex(@"^`(?<name>[^`]+)`:( no such file\.|\n\n```(tableau|network|csharp)\n(?<text>.*?)```)$", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex NamedFile();
}

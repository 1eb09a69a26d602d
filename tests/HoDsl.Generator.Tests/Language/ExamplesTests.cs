using HoDsl.Generator.Findings;

namespace HoDsl.Generator.Tests.Language;

/// <summary>The examples of docs/language.md are schemes, and all that they claim is true.</summary>
public class ExamplesTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "language.md"));

    [Fact]
    public void Each_compiles()
    {
        var examples = Examples().ToList();
        Assert.Equal(Page.Split("\n    scheme ").Length - 1, examples.Count);
        var run = Generation.Run([.. examples.Select((text, place) => new TableauText($"example{place + 1}.tableau", text))]);
        Assert.DoesNotContain(run.Diagnostics, diagnostic => diagnostic.Id != Rules.ProvedOrder.Id);
        Assert.Equal(examples.Count + 1, run.GeneratedSources.Length);
    }

    // Indented lines between others, blank ones among them.
    private static IEnumerable<string> Examples() => Page.Split('\n')
        .Aggregate(new List<List<string>> { new() }, (blocks, line) =>
        {
            if (line.Length > 0 && !line.StartsWith("    ", StringComparison.Ordinal))
                blocks.Add([]);
            else
                blocks[^1].Add(line.Length > 0 ? line[4..] : line);
            return blocks;
        })
        .Select(block => string.Join('\n', block))
        .Where(text => text.TrimStart().StartsWith("scheme ", StringComparison.Ordinal));
}

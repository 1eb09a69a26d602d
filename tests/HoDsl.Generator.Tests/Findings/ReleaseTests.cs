using HoDsl.Generator.Findings;

namespace HoDsl.Generator.Tests.Findings;

/// <summary>The files that track which release has which rules say what the rules say.</summary>
public class ReleaseTests
{
    [Fact]
    public void Every_rule_is_tracked_as_it_is() => Assert.Equal(
        Rules.All.OrderBy(rule => rule.Id, StringComparer.Ordinal).Select(rule => $"{rule.Id} | {Rule.Category} | {rule.Severity} | {rule.Title}"),
        Rows("Shipped").Concat(Rows("Unshipped")).Order(StringComparer.Ordinal));

    private static IEnumerable<string> Rows(string releases) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, $"AnalyzerReleases.{releases}.md")).Where(line => line.StartsWith("HO", StringComparison.Ordinal));
}

using HoDsl.Generator.Findings;

namespace HoDsl.Generator.Tests.Language;

/// <summary>The limits that docs/language.md names are the last that is allowed, and one more is refused.</summary>
public class LimitTests
{
    private const string Row = "\n 0 |\n---+---\n   | 1";

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_name_has_at_most_100_characters(int length, bool isAllowed)
    {
        var name = new string('w', length);
        var texts = new[] { $"scheme {name}{Row}", $"scheme S\nlet {name} = 1{Row}", $"scheme S\nparam {name} learnable{Row}", $"scheme S\nstates {name}{Row}" };
        Assert.All(texts, text => Assert.Equal(isAllowed ? [] : new[] { "HO0109" }, Errors(text)));
    }

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void A_number_has_at_most_1000_digits(int digits, bool isAllowed)
    {
        var nines = new string('9', digits);
        Assert.All(new[] { nines, $"0.{nines[1..]}", $"1e{digits}", $"1e-{digits}" }, number =>
            Assert.Equal(isAllowed ? [] : new[] { "HO0125" }, Errors($"scheme S\nlet s = {number}{Row}")));
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void An_expression_nests_at_most_100_deep(int depth, bool isAllowed)
    {
        var texts = new[] { $"{new string('(', depth)}1{new string(')', depth)}", $"{new string('-', depth)}1" };
        Assert.All(texts, text => Assert.Equal(isAllowed ? [] : new[] { "HO0110" }, Errors($"scheme S\nlet s = {text}{Row}")));
    }

    /// <summary>2^n has n + 2 binary digits with its denominator.</summary>
    [Theory]
    [InlineData(19_998, true)]
    [InlineData(19_999, false)]
    public void A_value_has_at_most_20000_binary_digits(int power, bool isAllowed) => Assert.Equal(
        isAllowed ? [] : new[] { "HO0125" },
        Errors($"scheme S\nlet s = {string.Join("*", Enumerable.Repeat("2^1000", power / 1000))}*2^{power % 1000}{Row}"));

    [Theory]
    [InlineData(1000, true)]
    [InlineData(1001, false)]
    public void An_exponent_is_at_most_1000(int exponent, bool isAllowed) =>
        Assert.Equal(isAllowed ? [] : new[] { "HO0105" }, Errors($"scheme S\nlet s = 2^{exponent}{Row}"));

    [Theory]
    [InlineData("1e-4", true)]
    [InlineData("0.000999", true)]
    [InlineData("1e-3", false)]
    public void A_tolerance_is_smaller_than_1_in_1000(string tolerance, bool isAllowed) =>
        Assert.Equal(isAllowed ? [] : new[] { "HO0105" }, Errors($"scheme S\norder 1 to {tolerance}{Row}"));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void A_tableau_has_at_most_64_stages(int stages, bool isAllowed)
    {
        var rows = string.Concat(Enumerable.Repeat("\n 0 |", stages));
        Assert.Equal(isAllowed ? [] : new[] { "HO0313" }, Errors($"scheme S{rows}\n---+---\n | 1{string.Concat(Enumerable.Repeat(" .", stages - 1))}"));
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(16, false)]
    public void A_block_has_at_most_16_states(int histories, bool isAllowed)
    {
        var states = string.Concat(Enumerable.Range(1, histories).Select(ago => $", y[-{ago}]"));
        var zeros = string.Concat(Enumerable.Repeat(" .", histories));
        Assert.Equal(isAllowed ? [] : new[] { "HO0344" }, Errors($"scheme S\nstates y{states}\n | 1{zeros} |\n---+---+---\ny | 1{zeros} | 1"));
    }

    private static IEnumerable<string> Errors(string text) =>
        Compile.Text(text).Findings.Where(finding => finding.Rule.Severity == Severity.Error).Select(finding => finding.Rule.Id);
}

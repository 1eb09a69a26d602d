using HoDsl.Generator.Findings;

namespace HoDsl.Generator.Tests.Language;

/// <summary>Messages say what the grammar of docs/language.md has in a place, and why a name is taken.</summary>
public class MessageTests
{
    [Theory]
    [InlineData("scheme 4", "the scheme's name, not '4'; a name begins with a letter or '_' and has only letters, digits and '_'")]
    [InlineData("scheme S extends 4", "the name of the scheme to extend, not '4'")]
    [InlineData("source here", "a quoted text, not 'here'")]
    [InlineData("order", "an order, 1 or more, not the end of the line")]
    [InlineData("order x", "an order, 1 or more, not 'x'")]
    [InlineData("order \"1\"", "an order, 1 or more, not a quoted text")]
    [InlineData("embedded order \"1\"", "an order, 1 or more, not a quoted text")]
    [InlineData("order 4 to x", "a tolerance, not 'x'")]
    [InlineData("order 4 to 1e-3", "a tolerance below 1/1000, not '1e-3'")]
    [InlineData("embedded 5", "'order', not '5'")]
    [InlineData("let 4 = 1", "a name, not '4'")]
    [InlineData("let s 1", "'=', not '1'")]
    [InlineData("let s = \"1\"", "a number, a name or '(', not a quoted text")]
    [InlineData("let s = 2^x", "an integer exponent, not 'x'")]
    [InlineData("let s = 2^1001", "an integer exponent of at most 1000, not '1001'")]
    [InlineData("let s = (1 2)", "an operator or ')', not '2'")]
    [InlineData("let s = sqrt 2", "'(', not '2'")]
    [InlineData("let s = sqrt()", "a number, a name or '(', not ')'")]
    [InlineData("let s = 2*()", "a number, a name or '(', not ')'")]
    [InlineData("param 4 learnable", "a name, not '4'")]
    [InlineData("param k", "'learnable', not the end of the line")]
    [InlineData("param k learnable init uniform(0 1)", "',', not '1'")]
    [InlineData("param k learnable init uniform(1)", "',', not ')'")]
    [InlineData("param k learnable per stage", "'block' or 'channel', not 'stage'")]
    [InlineData("step .", "a number, a name or '(', not '.'")]
    [InlineData("step 1.", "an operator or the end of the line, not '.'")]
    [InlineData("step learnable range 1", "'[', not '1'")]
    [InlineData("step learnable scales stages", "'all' or 'output', not 'stages'")]
    [InlineData("states 4", "the name of a state, not '4'")]
    [InlineData("states y, y[1]", "'-', not '1'")]
    [InlineData("states y, y[-x]", "how many blocks ago, not 'x'")]
    [InlineData("states y, y[-0]", "a number of blocks, 1 or more, not '0'")]
    [InlineData("states z = x", "'split' or 0, not 'x'")]
    [InlineData("states z = 1", "'split' or 0, not '1'")]
    [InlineData("weights per block", "'stage', not 'block'")]
    [InlineData("output 2", "'weights', 'embedded' or 'both', not '2'")]
    public void What_the_grammar_has_in_a_place_is_named(string line, string expected) =>
        Assert.Contains($"expected {expected}", Messages(Rules.UnexpectedToken, line));

    [Theory]
    [InlineData("let order = 1", "it is a word of the language")]
    [InlineData("let k1 = 1", "it stands for a map of the block")]
    [InlineData("let y = 1", "it stands for a map of the block")]
    [InlineData("param order learnable", "it is a word of the language")]
    [InlineData("param class learnable", "it is a keyword of C#")]
    [InlineData("param a1 learnable", "generated code uses it")]
    [InlineData("param name learnable", "generated code uses it")]
    [InlineData("param dispose learnable", "generated code uses it")]
    [InlineData("param K learnable", "it does not begin with a small letter, and its property is the same name with a capital")]
    [InlineData("states order", "it is a word of the language")]
    [InlineData("states k1", "it stands for a stage")]
    [InlineData("states Y", "names of states begin with a small letter")]
    [InlineData("states class", "it is a keyword of C#")]
    [InlineData("states scope", "generated code uses it")]
    [InlineData("states state", "generated code uses it")]
    [InlineData("states h", "generated code uses it")]
    [InlineData("states b2", "generated code uses it")]
    [InlineData("states e1", "generated code uses it")]
    [InlineData("scheme class", "it is a keyword of C#")]
    [InlineData("scheme record", "it is a keyword of C#")]
    [InlineData("scheme Weights", "generated code uses it")]
    [InlineData("scheme F1", "generated code uses it")]
    public void A_name_that_is_taken_is_refused_with_the_reason(string line, string reason) =>
        Assert.EndsWith($" cannot be a name here: {reason}", Assert.Single(Messages(Rules.ReservedName, line)));

    [Theory]
    [InlineData("order 1\norder 2", "'order' is given twice; it stands in line 2 already")]
    [InlineData("embedded order 1\nembedded order 1", "'embedded order' is given twice; it stands in line 2 already")]
    [InlineData("let s = 1\nlet s = 1", "'s' is given twice; it stands in line 2 already")]
    [InlineData("param p learnable\nparam p learnable", "'p' is given twice; it stands in line 2 already")]
    [InlineData("let p = 1\nparam p learnable", "'p' is given twice; it stands in line 2 already")]
    [InlineData("order 1\n 0 |\n---+---\n   | 1\nscheme T\norder 1\n 0 |\n---+---\n   | 1", "'scheme' is given twice; it stands in line 1 already; a file holds one scheme")]
    public void A_directive_given_twice_is_named_with_its_first_line(string lines, string message) =>
        Assert.Equal(message, Assert.Single(Messages(Rules.DuplicateDirective, lines)));

    [Theory]
    [InlineData(" 0 | | | 1", "3 bars in this line, where the tableau has 1 or 2 bars")]
    [InlineData(" 0 |\n 1 | 1 | 1", "2 bars in this line, where the tableau has 1 bar")]
    [InlineData(" 0 |\n---+---+---", "2 '+' in this line, where the tableau has 1 bar")]
    [InlineData(" 0 | 1 |\n---+---", "1 '+' in this line, where the tableau has 2 bars")]
    public void Bars_are_counted(string rows, string message) => Assert.Equal(message, Assert.Single(Messages(Rules.BarCount, rows)));

    [Theory]
    [InlineData("output both\n 0 |\n---+---\n | 1", "'output both' needs a second row of weights, and 'S' has one row only")]
    [InlineData("embedded order 1\n 0 |\n---+---\n | 1", "'embedded order' needs a second row of weights, and 'S' has one row only")]
    [InlineData("output both\nstates a = split, b\n | . 1 |\n---+---+---\na | 1 . | 1\nb | . 1 | 1", "'output both' needs a second row of weights, and a scheme of several states has no embedded weights")]
    public void Why_there_are_no_embedded_weights_is_told(string lines, string message) => Assert.Equal(message, Assert.Single(Messages(Rules.NoEmbeddedWeights, lines)));

    [Theory]
    [InlineData("step 1e999", "the step")]
    [InlineData("step 1e308", "the step times a coefficient")]
    [InlineData("step learnable range [0, 1e999]", "the end of the range")]
    public void What_is_too_large_is_named(string line, string what) => Assert.Equal(
        $"{what} is too large for floating point, which ends at 1.8e308",
        Assert.Single(Messages(Rules.CoefficientOverflow, $"{line}\n 0 |\n---+---\n | 2")));

    [Theory]
    [InlineData("p*p", "multiplied by each other")]
    [InlineData("1/p", "used as a divisor")]
    [InlineData("p^2", "raised to a power")]
    [InlineData("sqrt(p)", "put under a root")]
    public void Cells_are_affine_in_the_parameters(string cell, string use) => Assert.Equal(
        $"parameters may be added and multiplied by numbers, but not {use}",
        Assert.Single(Messages(Rules.NotAffine, $"param p learnable\n 0 |\n---+---\n | {cell}")));

    /// <summary>A line that begins with a quoted word begins with no directive.</summary>
    [Fact]
    public void A_quoted_word_is_no_directive() =>
        Assert.Equal("'order' is not a directive; a row of a tableau has a bar, '|'", Assert.Single(Messages(Rules.UnknownDirective, "\"order\" 1")));

    [Fact]
    public void Half_a_character_is_not_repeated()
    {
        // The 200th of the characters that a message repeats is the first half of a pair.
        var message = Assert.Single(Messages(Rules.UnknownDirective, $"\"{new string('w', 199)}\U0001D6FC{new string('w', 99)}\""));
        Assert.StartsWith($"'{new string('w', 199)}...'", message);
    }

    private static IEnumerable<string> Messages(Rule rule, string lines)
    {
        var header = lines.StartsWith("scheme", StringComparison.Ordinal) ? "" : "scheme S\n";
        return Compile.Text(header + lines).Findings.Where(finding => finding.Rule == rule).Select(finding => finding.Message);
    }
}

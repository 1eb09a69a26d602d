namespace HoDsl.Generator.Tests.Language;

/// <summary>Each fault is reported under its id at its token, which the texts mark with « and ».</summary>
public class FaultTests
{
    [Theory]
    [InlineData("HO0101", "«»order 1\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0102", "scheme S\n«ordre» 1\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0102", "scheme S\n«»\"x\"\n")]
    [InlineData("HO0103", "scheme S\norder 1\n«order» 1\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0103", "scheme S\nlet s = 1\n«let» s = 2\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0103", "scheme S\nparam s learnable\n«let» s = 2\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0103", "scheme S\n 0 |\n---+---\n   | 1\n«scheme» T\n$")]
    [InlineData("HO0104", "scheme S\n 0 |\n«order» 1\n---+---\n   | 1")]
    [InlineData("HO0105", "scheme S\norder «x»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0105", "scheme S\norder 1 to «0.1»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0105", "scheme S\norder «0»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0105", "scheme S\nafter «gelu»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0105", "scheme S\norder 1 «2»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0105", "scheme S\n 0 |\n---+---\n   | 1*«*»2")]
    [InlineData("HO0105", "scheme S\n 0 |\n---+---\n   | 2^«0.5»")]
    [InlineData("HO0106", "scheme S «\"title»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0107", "scheme S\n 0 |\n---+---\n   | 1«$»")]
    [InlineData("HO0107", "scheme S\n 0 |\n---+---\n   | 1«\u200B»")]
    [InlineData("HO0108", "scheme S\n 0 |\n---+---\n   | «(»1+2")]
    [InlineData("HO0108", "scheme S\n 0 |\n---+---\n   | 1«)»")]
    [InlineData("HO0107", "scheme S\n 0 |\n---+---\n   | 1«𝛼»")]
    [InlineData("HO0108", "scheme S\nlet s = 1«)»\n 0 |\n---+---\n   | s")]
    [InlineData("HO0109", "scheme S\nlet «y» = 1\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0109", "scheme S\nlet «k12» = 1\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0109", "scheme «class»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0109", "scheme «Weights»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0109", "scheme «F1»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0109", "scheme «schemecatalog»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0109", "scheme S\nstates «Y»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0109", "scheme S\nstates «k1»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0109", "scheme S\nstates «y_1»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0109", "scheme S\nparam «K» learnable\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0109", "scheme S\nparam «equals» learnable\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0109", "scheme Theta\nparam «theta» learnable\n 0 |\n---+---\n   | theta")]
    [InlineData("HO0109", "scheme S\nstates z\nparam «z» learnable\n 0 |\n---+---\n z | z")]
    [InlineData("HO0111", "scheme S\nlet t = «s»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0111", "scheme S\n 0 |\n---+---\n   | «NaN»")]
    [InlineData("HO0112", "scheme S extends «Nowhere»\n")]
    [InlineData("HO0116", "scheme S extends RK4\n «0 |»\n---+---\n   | 1")]
    [InlineData("HO0117", "scheme S\nlet «s» = 1\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0117", "scheme S\nparam «p» learnable\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0121", "scheme S\n 0 |\n---+---\n   | 1/«(1-1)»")]
    [InlineData("HO0121", "scheme S\n 0 |\n---+---\n   | «0»^-1")]
    [InlineData("HO0122", "scheme S\n 0 |\n---+---\n   | «sqrt(-2)»")]
    [InlineData("HO0123", "scheme S\n 0 |\n---+---\n   | «sqrt(sqrt(2))»")]
    [InlineData("HO0124", "scheme S\nlet s = sqrt(2)\n 0 |\n---+---\n   | «sqrt(3)»")]
    [InlineData("HO0125", "scheme S\n 0 |\n---+---\n   | «1e99999»")]
    [InlineData("HO0203", "scheme S\norder 1\n«embedded» order 1\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0203", "scheme S\norder 1\n«output» both\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0204", "scheme S\norder 1\nstep learnable init «5» range [1/8, 4]\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0205", "scheme S\norder 1\nstep learnable range «[4, 1/8]»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0302", "scheme S\n 0 | «1/2»\n---+---\n   | 1")]
    [InlineData("HO0302", "scheme S\n 0 | .  «1»\n 1 | 1\n---+---\n   | 1/2 1/2")]
    [InlineData("HO0303", "scheme S\n 0 | .  .  «.»\n 1 | 1\n---+---\n   | 1/2 1/2")]
    [InlineData("HO0304", "scheme S\n 0 |\n 1 | 1\n---+---\n   «| 1»")]
    [InlineData("HO0304", "scheme S\n 0 |\n---+---\n   | 1 «1»")]
    [InlineData("HO0305", "scheme «S»\n---+---\n   | 1")]
    [InlineData("HO0306", "scheme S\n 0 |\n   «| 1»\n")]
    [InlineData("HO0307", "scheme S\n 0 |\n---+---\n   | 1\n   | 1\n   «| 1»")]
    [InlineData("HO0308", "scheme S\n 0 |\n---+---\n«---+---»\n   | 1")]
    [InlineData("HO0309", "scheme S\n 0 |\n«------»\n   | 1")]
    [InlineData("HO0309", "scheme S\n «0 | | | 1»\n---+---\n   | 1")]
    [InlineData("HO0309", "scheme S\n 0 | 1 |\n---+---+---\n   «| 1»")]
    [InlineData("HO0310", "scheme S\norder 1\n 0 |\n---+---\n «1» | 1")]
    [InlineData("HO0310", "scheme S\norder 1\n 0 |\n---+---\n «z» | 1")]
    [InlineData("HO0311", "scheme S\n 0 |\n---+---\n   | «.»")]
    [InlineData("HO0311", "scheme S\nstep «1-1»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0311", "scheme S\nstep «1e-400»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0207", "scheme S\nstates a = split, b\n«order» 1\n | . 1 |\n---+---+---\na | 1 . | 1\nb | . 1 | .")]
    [InlineData("HO0207", "scheme S\nparam p learnable\n«embedded» order 1\n 0 |\n---+---\n   | p\n   | 1")]
    [InlineData("HO0207", "scheme S\nparam p learnable\n«order» 1\n 0 |\n---+---\n   | p")]
    [InlineData("HO0342", "scheme S\n   | «k1»\n 0 |\n 1 | 1\n---+---\n   | 1 1")]
    [InlineData("HO0331", "scheme S\nstates y, y[-1]\n  | y «y[-2]» | k1\n  | 1 .    |\n--+--------+---\ny | . 1    | 2")]
    [InlineData("HO0332", "scheme S\nstates y, y[-1]\n «0 |»\n---+---\n y | 1")]
    [InlineData("HO0333", "scheme S\nstates y, y[-1]\n «| 1 |»\n--+---+---\ny | 1 1 | 1")]
    [InlineData("HO0334", "scheme S\nstates y, y[-1]\n  | 1 . |\n--+---+---\n «| 1 . | 1»")]
    [InlineData("HO0335", "scheme S\nstates a = split, «b»\n | . 1 |\n--+---+---\na | 1 . | 1")]
    [InlineData("HO0336", "scheme S\nstates a = split, b\n | . 1 |\n--+---+---\na | 1 . | 1\n«a» | 1 . | 1")]
    [InlineData("HO0337", "scheme S\nstates y, y[-1], «y[-1]»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0338", "scheme S\nstates y, «z[-1]»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0338", "scheme S\nstates y, «k2[-1]»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0339", "scheme S\nstates y, «y[-2]»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0340", "scheme S\nstates y, k1[-1]\n  | 1 «1» |\n--+---+---\ny | 1 . | 1")]
    [InlineData("HO0341", "scheme S\nstates «a», b\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0343", "scheme S\nstates «z» = 0\n | 1 |\n---+---+---\nz | 1 | 1")]
    [InlineData("HO0343", "scheme S\nstates «x» = split\n | 1 |\n---+---+---\nx | 1 | 1")]
    [InlineData("HO0343", "scheme S\nstates «a» = 0, b = 0\n | 1 . |\n---+---+---\na | 1 . | 1\nb | . 1 | 1")]
    [InlineData("HO0343", "scheme S\nstates «x» = split, z = 0\n | 1 . |\n---+---+---\nx | 1 . | 1\nz | . 1 | 1")]
    [InlineData("HO0343", "scheme S\nstates «k1[-1]»\n | 1 |\n---+---+---\n | 1 | 1")]
    [InlineData("HO0351", "scheme S\nparam p learnable\n 0 |\n---+---\n   | «p*p»")]
    [InlineData("HO0351", "scheme S\nparam p learnable\n 0 |\n---+---\n   | «1/p»")]
    [InlineData("HO0351", "scheme S\nparam p learnable\n 0 |\n---+---\n   | «p»^2")]
    [InlineData("HO0352", "scheme S\nparam p learnable\n «p» |\n---+---\n   | 1")]
    [InlineData("HO0109", "scheme S\nparam «step» learnable\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0109", "scheme S\nstates «h»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0105", "scheme S\nstates y[-«0»]\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0105", "scheme S\nstates y = «1»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0312", "scheme S\n 0 |\n---+---\n   | «1e400»")]
    [InlineData("HO0312", "scheme S\nparam k learnable\n 0 |\n---+---\n   | «1+1e400*k»")]
    [InlineData("HO0312", "scheme S\nparam k learnable init «1e999»\n 0 |\n---+---\n   | k")]
    [InlineData("HO0312", "scheme S\nparam k learnable init uniform(0, «1e999»)\n 0 |\n---+---\n   | k")]
    [InlineData("HO0312", "scheme S\nstep «-1e400»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0312", "scheme S\nstep «1e200»\n 0 |\n---+---\n   | 1e200")]
    [InlineData("HO0312", "scheme S\nstep «1e200»\nparam k learnable\n 0 |\n---+---\n   | 1e200*k")]
    [InlineData("HO0312", "scheme S\nstep «1e200»\nstates y, k1[-1]\n | 1 . |\n---+---+---\ny | 1 1e200 | 1")]
    [InlineData("HO0312", "scheme S\nstep learnable init «1e999»\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0312", "scheme S\nstep learnable range [0, «1e999»]\n 0 |\n---+---\n   | 1")]
    [InlineData("HO0312", "scheme S\n 0 |\n 0 |\n «| 1e308 1e308»\n---+---\n   | 1 1 1")]
    public void A_fault_is_reported_at_its_token(string id, string marked)
    {
        var start = marked.IndexOf('«');
        var length = marked.IndexOf('»') - start - 1;
        var text = marked.Replace("«", "").Replace("»", "");
        var line = text[..start].Count(c => c == '\n');
        var column = start - (text[..start].LastIndexOf('\n') + 1);

        var found = Compile.Text(text).Findings.Where(finding => finding.Rule.Id == id).Select(finding => finding.Span).ToArray();
        Assert.NotEmpty(found);
        Assert.Equal((start, line, column), (found[0].Start, found[0].Line, found[0].Column));
        Assert.True(length == 0 || length == found[0].Length, $"the token has {length} characters, {found[0].Length} are reported");
    }

    [Theory]
    [InlineData("scheme S\nordre 1", "did you mean 'order'?")]
    [InlineData("scheme S\nwieghts shared", "did you mean 'weights'?")]
    [InlineData("scheme S extends RK5", "did you mean 'RK4'?")]
    [InlineData("scheme S extends Midpiont", "did you mean 'Midpoint'?")]
    [InlineData("scheme S\nlet gamma = 1\n 0 |\n---+---\n | gama", "did you mean 'gamma'?")]
    [InlineData("scheme S\nstep lernable init 1", "did you mean 'learnable'?")]
    [InlineData("scheme S\nstep learnable inti 1", "did you mean 'init'?")]
    [InlineData("scheme S\noutput embeded", "did you mean 'embedded'?")]
    public void A_misspelt_word_is_answered_with_the_nearest_one(string text, string guess) => Assert.Contains(Compile.Errors(text), error => error.EndsWith(guess, StringComparison.Ordinal));

    [Theory]
    [InlineData("RK4\norder 4", "'RK4' is not a directive; those are scheme, source, order, embedded, let, param, states, step, weights, after, output")]
    [InlineData("scheme S\n// Kutta", "'/' is not a directive; a comment begins with '#'")]
    [InlineData("scheme S\n1/2 1/2", "'1' is not a directive; a row of a tableau has a bar, '|'")]
    [InlineData("scheme S\n---=---", "'-' is not a directive; the rule of a tableau has only dashes and '+'")]
    [InlineData("scheme RK-4", "expected the end of the line, not '-'; a name begins with a letter or '_' and has only letters, digits and '_'")]
    [InlineData("scheme S\norder 4 1e-12", "expected 'to' or the end of the line, not '1e-12'")]
    [InlineData("scheme S\nstep learnable 1/2", "expected 'init', 'range', 'per', 'scales' or the end of the line, not '1'")]
    [InlineData("scheme S\nlet s = cos(1)", "expected an operator, not '('; the only function is 'sqrt'")]
    [InlineData("scheme S\nlet s = 1 2", "expected an operator or the end of the line, not '2'")]
    [InlineData("scheme S\n | 0,5", "expected an operator or the end of the cell, not ','; a decimal has a point")]
    [InlineData("scheme S\n | 1 + s", "expected a number, a name or '(', not '+'; a cell holds blanks within parentheses only")]
    [InlineData("scheme S\n | 1/ 2", "expected a number, a name or '(', not the end of the cell; a cell holds blanks within parentheses only")]
    [InlineData("scheme S\n | 2*( )", "expected a number, a name or '(', not ')'")]
    [InlineData("scheme S\n | (1 2)", "expected an operator or ')', not '2'")]
    [InlineData("scheme S\n | 1−s", "the character '−' (U+2212) has no meaning here; did you mean '-'?")]
    [InlineData("scheme S\n | 1\u200B", "the character U+200B, which cannot be seen, has no meaning here")]
    [InlineData("scheme S\n─────┼─────", "the character '─' (U+2500) has no meaning here; did you mean '-'?")]
    [InlineData("scheme S\n 0 |\n---+---\n | k1", "'k1' is not defined above; cells hold weights, not the maps that they multiply")]
    [InlineData("scheme S\n 0 |\n---+---\n b | 1", "'b' labels the row, but is no state of now; write y")]
    [InlineData("scheme S\n 0 |\n-------\n | 1", "no '+' in this line, where the tableau has 1 bar")]
    [InlineData("scheme S\n 0 |\n 1 | 1\n---+---\n | 1", "the row has 1 weight, but the tableau has 2 stages; a weight of zero is written too, as '.'")]
    public void A_message_says_what_to_do(string text, string message) => Assert.Contains(Compile.Text(text).Findings, finding => finding.Message == message);

    [Fact]
    public void A_name_longer_than_types_and_files_can_have_is_refused_and_not_repeated_in_full()
    {
        var name = new string('w', 5_000);
        var error = Assert.Single(Compile.Errors($"scheme {name}\n 0 |\n---+---\n   | 1"));
        Assert.Contains("HO0109", error);
        Assert.Contains(new string('w', 200) + "...'", error);
    }

    [Fact]
    public void A_message_repeats_no_character_that_breaks_its_line() =>
        Assert.Contains("'a\ufffdb\ufffdc\ufffdd'", Assert.Single(Compile.Errors("scheme S\n\"a\u0007b\u2028c\u0085d\"")));

    [Fact]
    public void Deep_nesting_is_refused_and_does_not_overflow_the_stack() =>
        Assert.Contains("HO0110", Assert.Single(Compile.Errors($"scheme S\n 0 |\n---+---\n | {new string('(', 100_000)}1{new string(')', 100_000)}")));

    [Fact]
    public void A_sum_of_any_length_does_not_overflow_the_stack_either() =>
        Assert.Equal(1, Compile.Valid($"scheme S\norder 1\n 0 |\n---+---\n | 1{string.Concat(Enumerable.Repeat("-1+1", 25_000))}").Order);

    [Fact]
    public void Every_line_with_a_fault_is_reported() => Assert.Equal(3, Compile.Errors("scheme S\nordre 1\nafter x\n 0 | $\n---+---\n | 1").Length);

    [Theory]
    [InlineData("\uFEFFscheme S\norder 1\n 0 |\n---+---\n | 1\n")]
    [InlineData("scheme S\r\norder 1\r\n 0 |\r\n---+---\r\n | 1\r\n")]
    [InlineData("# first\nscheme S \"a # in quotes, a | too\" # comment\norder 1\n\n\t0\t|\n---+---\n\t|\t1 # end")]
    public void Marks_line_ends_comments_and_tabs_do_not_matter(string text) => Assert.Empty(Compile.Text(text).Findings);
}

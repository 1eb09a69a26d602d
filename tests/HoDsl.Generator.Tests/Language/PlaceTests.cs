using HoDsl.Generator.Findings;

namespace HoDsl.Generator.Tests.Language;

/// <summary>Places count lines as editors do, and characters from the first of the file.</summary>
public class PlaceTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Every_line_end_ends_one_line(string end)
    {
        var text = $"# first{end}{end}scheme S{end}ordre{end}";
        var span = Assert.Single(Compile.Text(text).Findings, finding => finding.Rule == Rules.UnknownDirective).Span;
        Assert.Equal((text.IndexOf("ordre", StringComparison.Ordinal), 3, 0, 5), (span.Start, span.Line, span.Column, span.Length));
    }

    [Theory]
    [InlineData("\uFEFFordre", 0, 1)]
    [InlineData("\uFEFFscheme S\nordre", 1, 0)]
    public void A_byte_order_mark_is_a_character(string text, int line, int column)
    {
        var span = Compile.Text(text).Findings[0].Span;
        Assert.Equal((text.IndexOf("ordre", StringComparison.Ordinal), line, column), (span.Start, span.Line, span.Column));
    }
}

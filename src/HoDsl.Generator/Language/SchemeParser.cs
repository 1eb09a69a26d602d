using HoDsl.Generator.Findings;

namespace HoDsl.Generator.Language;

/// <summary>Reads a tableau file, line by line; a line that means nothing is reported and left out.</summary>
public sealed class SchemeParser
{
    private readonly FindingBag _findings;
    private readonly List<Directive> _directives = [];
    private readonly List<RowSyntax> _stageRows = [];
    private readonly List<RowSyntax> _weightRows = [];
    private CaptionSyntax? _caption;
    private Span? _rule;
    private int? _bars;

    // What follows another `scheme` is that scheme's: there is one fault, however long it is.
    private bool _isSecondScheme;

    private SchemeParser(FindingBag findings) => _findings = findings;

    /// <summary>What the file says; its faults go to the bag.</summary>
    public static SchemeSyntax Parse(SourceFile source, FindingBag findings)
    {
        var parser = new SchemeParser(findings);
        foreach (var line in TextLine.Of(source, findings))
        {
            if (!parser._isSecondScheme)
                parser.Read(line);
        }
        return new(parser._directives, parser._caption, parser._stageRows, parser._weightRows);
    }

    private void Read(TextLine line)
    {
        try
        {
            if (RowParser.Bars(line).Count > 0)
                ReadRow(line);
            else if (IsRule(line))
                ReadRule(line);
            else if (line.Text.Length > 0)
                ReadDirective(line);
        }
        catch (Fault fault)
        {
            _findings.Add(fault);
        }
    }

    private void ReadRow(TextLine line)
    {
        CheckBars(line, RowParser.Bars(line).Count, Quantity.Of(RowParser.Bars(line).Count, "bar"));
        if (_rule is null && _stageRows.Count == 0 && _caption is null && RowParser.TryCaption(line, StateNames()) is { } caption)
            _caption = caption;
        else
            (_rule is null ? _stageRows : _weightRows).Add(RowParser.Parse(line));
    }

    private HashSet<string> StateNames() => [.. _directives.OfType<StatesDirective>().SelectMany(directive => directive.States).Select(state => state.Text), "y"];

    private static bool IsRule(TextLine line) =>
        line.Text.TrimStart().StartsWith("-", StringComparison.Ordinal) && line.Text.All(c => c is '-' or '+' || char.IsWhiteSpace(c));

    private void ReadRule(TextLine line)
    {
        if (_rule is { } first)
            throw new Fault(Rules.SecondRule, line.Whole, first.Line + 1);
        _rule = line.Whole;
        var crossings = line.Text.Count(c => c == '+');
        CheckBars(line, crossings, crossings == 0 ? "no '+'" : FormattableString.Invariant($"{crossings} '+'"));
    }

    // The first line with bars says how many there are.
    private void CheckBars(TextLine line, int bars, string text)
    {
        if (_bars is not null ? bars != _bars : bars is not (1 or 2))
            throw new Fault(Rules.BarCount, line.Whole, text, _bars is { } number ? Quantity.Of(number, "bar") : "1 or 2 bars");
        _bars = bars;
    }

    private void ReadDirective(TextLine line)
    {
        var directive = new DirectiveParser(new TokenReader(Lexer.Tokens(line), TokenReader.Line)).Parse();
        var keyword = directive.Keyword;
        if (_directives.Find(other => other.Subject == directive.Subject) is { } earlier)
        {
            _isSecondScheme = directive is HeaderDirective;
            throw new Fault(Rules.DuplicateDirective, keyword.Span, directive.Subject, earlier.Keyword.Span.Line + 1, _isSecondScheme ? "; a file holds one scheme" : "");
        }
        if (_bars is not null)
            throw new Fault(Rules.DirectiveAfterRows, keyword.Span, keyword.Text);
        _directives.Add(directive);
    }
}

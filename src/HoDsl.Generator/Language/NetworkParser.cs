using HoDsl.Generator.Findings;

namespace HoDsl.Generator.Language;

/// <summary>Reads a network file: a directive, a layer or a body a line; a line that means nothing is reported and left out.</summary>
public sealed class NetworkParser
{
    private readonly FindingBag _findings;
    private readonly List<NetworkDirective> _directives = [];
    private readonly List<ItemSyntax> _items = [];

    private NetworkParser(FindingBag findings) => _findings = findings;

    /// <summary>What the file says; its faults go to the bag.</summary>
    public static NetworkSyntax Parse(SourceFile source, FindingBag findings)
    {
        var parser = new NetworkParser(findings);
        foreach (var lines in Statements(TextLine.Of(source, findings)))
            parser.Read(lines);
        return new(parser._directives, parser._items);
    }

    // A line that begins with blanks goes on with the one above.
    private static IEnumerable<List<TextLine>> Statements(IEnumerable<TextLine> lines)
    {
        var statement = new List<TextLine>();
        foreach (var line in lines.Where(line => line.Text.Length > 0))
        {
            if (statement.Count > 0 && !char.IsWhiteSpace(line.Text[0]))
            {
                yield return statement;
                statement = [];
            }
            statement.Add(line);
        }
        if (statement.Count > 0)
            yield return statement;
    }

    private void Read(List<TextLine> lines)
    {
        try
        {
            var tokens = new TokenReader(Tokens(lines), TokenReader.Line);
            if (tokens.Peek.Kind != TokenKind.Word)
                throw new Fault(Rules.UnknownItem, tokens.Peek.Span, tokens.Peek.Text, "; a line begins with a word");
            if (NetworkDirectiveParser.Words.Contains(tokens.Peek.Text))
                Declare(new NetworkDirectiveParser(tokens).Parse());
            else
                _items.Add(new ItemParser(tokens).Parse());
        }
        catch (Fault fault)
        {
            _findings.Add(fault);
        }
    }

    private static List<Token> Tokens(List<TextLine> lines)
    {
        var tokens = lines.Select(Lexer.Tokens).ToList();
        return [.. tokens.Take(tokens.Count - 1).SelectMany(line => line.Take(line.Count - 1)), .. tokens[tokens.Count - 1]];
    }

    private void Declare(NetworkDirective directive)
    {
        var keyword = directive.Keyword;
        if (_directives.Find(other => other.Keyword.Text == keyword.Text) is { } earlier)
            throw new Fault(Rules.DuplicateDirective, keyword.Span, keyword.Text, earlier.Keyword.Span.Line + 1, "");
        _directives.Add(directive);
    }
}

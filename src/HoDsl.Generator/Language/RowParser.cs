using System.Text.RegularExpressions;
using HoDsl.Generator.Findings;

namespace HoDsl.Generator.Language;

/// <summary>Reads one row of the tableau: cells stand apart by blanks, and hold none but within parentheses.</summary>
internal static class RowParser
{
    /// <summary>The columns of the bars outside quotes.</summary>
    public static List<int> Bars(TextLine line)
    {
        var bars = new List<int>();
        var quoted = false;
        for (var column = 0; column < line.Text.Length; column++)
        {
            quoted ^= line.Text[column] == '"';
            if (line.Text[column] == '|' && !quoted)
                bars.Add(column);
        }
        return bars;
    }

    /// <summary>The row that the line holds.</summary>
    public static RowSyntax Parse(TextLine line)
    {
        var bars = Bars(line);
        var head = Lexer.Tokens(line, 0, bars[0]);
        return new(
            head.Count == 1 ? null : Whole(head),
            bars.Count == 1 ? null : Cells(line, bars[0] + 1, bars[1]),
            Cells(line, bars.Last() + 1, line.Text.Length),
            line.Whole);
    }

    /// <summary>The caption that the line holds: nothing before its bar and only names behind it, the first that of a state or stage.</summary>
    /// <param name="line">The line.</param>
    /// <param name="states">The names of the states, as the file declares them.</param>
    public static CaptionSyntax? TryCaption(TextLine line, IReadOnlyCollection<string> states)
    {
        var bars = Bars(line);
        if (bars.Count is 0 or > 2 || line.Text.Substring(0, bars[0]).Trim().Length > 0)
            return null;
        var groups = bars.Select((bar, i) => Words(line, bar + 1, i + 1 < bars.Count ? bars[i + 1] : line.Text.Length)).ToList();
        var words = groups.SelectMany(group => group).ToList();
        if (words.Count == 0 || !words.TrueForAll(IsName) || !(states.Contains(words[0].Text) || words[0].Text == "k1"))
            return null;
        return new(groups.Count == 1 ? null : groups[0], groups.Last());
    }

    // y, k12, y[-1]
    private static bool IsName(Word word) => Regex.IsMatch(word.Text, @"^[\p{L}_]\w*(\[-\d+\])?$");

    private static List<Word> Words(TextLine line, int from, int to) => [.. Regex.Matches(line.Text.Substring(from, to - from), @"\S+")
        .Cast<Match>().Select(match => new Word(match.Value, line.Span(from + match.Index, match.Length)))];

    private static List<CellSyntax> Cells(TextLine line, int from, int to)
    {
        var cells = new List<CellSyntax>();
        for (var at = from; at < to;)
        {
            var end = char.IsWhiteSpace(line.Text[at]) ? at : CellEnd(line, at, to);
            if (end > at)
                cells.Add(Cell(line, at, end));
            at = end > at ? end : at + 1;
        }
        return cells;
    }

    private static CellSyntax Cell(TextLine line, int from, int to)
    {
        var span = line.Span(from, to - from);
        return line.Text.Substring(from, to - from) == "." ? new(null, span) : new(Whole(Lexer.Tokens(line, from, to)), span);
    }

    private static int CellEnd(TextLine line, int from, int to)
    {
        var open = new Stack<int>();
        for (var at = from; at < to; at++)
        {
            var c = line.Text[at];
            if (char.IsWhiteSpace(c) && open.Count == 0)
                return at;
            if (c == '(')
                open.Push(at);
            else if (c == ')' && open.Count > 0)
                open.Pop();
        }
        return open.Count == 0 ? to : throw new Fault(Rules.UnbalancedParenthesis, line.Span(open.Pop(), 1));
    }

    private static Expression Whole(List<Token> tokens)
    {
        var reader = new TokenReader(tokens, TokenReader.Cell);
        var expression = new ExpressionParser(reader).Sum();
        reader.ExpectEnd();
        return expression;
    }
}

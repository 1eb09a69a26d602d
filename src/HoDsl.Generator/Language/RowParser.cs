using System.Globalization;
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
        if (bars.Count != 1)
            throw new Fault(Rules.BarCount, line.Span(bars[1], 1), bars.Count.ToString(CultureInfo.InvariantCulture));
        var head = Lexer.Tokens(line, 0, bars[0]);
        return new(
            head.Count == 1 ? null : Whole(head),
            Cells(line, bars[0] + 1, line.Text.Length),
            line.Whole);
    }

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
            else if (c == ')' && open.Count == 0)
                throw new Fault(Rules.UnbalancedParenthesis, line.Span(at, 1));
            else if (c == ')')
                open.Pop();
        }
        return open.Count == 0 ? to : throw new Fault(Rules.UnbalancedParenthesis, line.Span(open.Pop(), 1));
    }

    private static Expression Whole(List<Token> tokens)
    {
        var reader = new TokenReader(tokens);
        var expression = new ExpressionParser(reader).Sum();
        if (!reader.AtEnd)
            throw reader.Unexpected("an operator or the end of the cell");
        return expression;
    }
}

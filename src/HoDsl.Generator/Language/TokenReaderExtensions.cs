using System.Globalization;

namespace HoDsl.Generator.Language;

/// <summary>The small phrases that many lines of a network file are made of.</summary>
internal static class TokenReaderExtensions
{
    private const int OperatorLimit = 100;

    /// <summary>A sum of products of numbers and names.</summary>
    public static Expression Expression(this TokenReader tokens) => new ExpressionParser(tokens, OperatorLimit).Sum();

    /// <summary>A word, or words joined by dashes without blanks: `global-average`.</summary>
    public static Word DashedWord(this TokenReader tokens, string what)
    {
        var words = new List<Token> { tokens.Expect(TokenKind.Word, what) };
        while (JoinsWords(words[words.Count - 1].Span, tokens.Peek, tokens.After))
        {
            tokens.Take();
            words.Add(tokens.Take());
        }
        return new(string.Join("-", words.Select(word => word.Text)), words[0].Span.To(words[words.Count - 1].Span));
    }

    /// <summary>One of the words that an option may be: `conv-bn`.</summary>
    public static NameExpression Choice(this TokenReader tokens)
    {
        var word = tokens.DashedWord("a word");
        return new(word.Text, word.Span);
    }

    /// <summary>The value of an argument: an expression or a window, `3x3`.</summary>
    public static Expression Value(this TokenReader tokens)
    {
        var (height, width) = (tokens.Peek, tokens.After);
        if (height.Kind != TokenKind.Number || width.Kind != TokenKind.Word || !Touches(height.Span, width) || width.Text[0] != 'x'
            || !int.TryParse(height.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var rows)
            || !int.TryParse(width.Text.Substring(1), NumberStyles.None, CultureInfo.InvariantCulture, out var columns))
            return tokens.IsAtDashedWord() ? tokens.Choice() : tokens.Expression();
        tokens.Take();
        tokens.Take();
        return new WindowExpression(rows, columns, height.Span.To(width.Span));
    }

    /// <summary>Whether the next word is joined to another by a dash.</summary>
    public static bool IsAtDashedWord(this TokenReader tokens) =>
        tokens.Peek.Kind == TokenKind.Word && JoinsWords(tokens.Peek.Span, tokens.After, tokens.Ahead(2));

    private static bool JoinsWords(Span first, Token dash, Token second) =>
        dash.Is('-') && Touches(first, dash) && second.Kind == TokenKind.Word && Touches(dash.Span, second);

    private static bool Touches(Span left, Token right) => left.End == right.Span.Start;
}

namespace HoDsl.Generator.Language;

/// <summary>What a token is.</summary>
internal enum TokenKind
{
    Word,
    Number,
    Text,
    Symbol,
    End,
}

/// <summary>A word, number, quoted text or symbol of a line, or the line's end.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its characters; of a quoted text those between the quotes.</param>
/// <param name="Span">Where it stands.</param>
internal readonly record struct Token(TokenKind Kind, string Text, Span Span)
{
    public bool Is(char symbol) => Kind == TokenKind.Symbol && Text[0] == symbol;

    public bool Is(string word) => Kind == TokenKind.Word && Text == word;

    /// <summary>How messages name it.</summary>
    public string Description => Kind switch
    {
        TokenKind.End => "the end",
        TokenKind.Text => "a quoted text",
        _ => $"'{Text}'",
    };
}

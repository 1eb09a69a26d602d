using HoDsl.Generator.Findings;

namespace HoDsl.Generator.Language;

/// <summary>Reads tokens one after the other.</summary>
internal sealed class TokenReader(IReadOnlyList<Token> tokens)
{
    private int _next;

    public Token Peek => tokens[_next];

    public bool AtEnd => Peek.Kind == TokenKind.End;

    public Token Take() => AtEnd ? Peek : tokens[_next++];

    public bool TryTake(string word)
    {
        var found = Peek.Is(word);
        if (found)
            _next++;
        return found;
    }

    public bool TryTake(char symbol)
    {
        var found = Peek.Is(symbol);
        if (found)
            _next++;
        return found;
    }

    public Token Expect(TokenKind kind, string what) => Peek.Kind == kind ? Take() : throw Unexpected(what);

    public void Expect(char symbol)
    {
        if (!TryTake(symbol))
            throw Unexpected($"'{symbol}'");
    }

    /// <summary>Takes one of several words.</summary>
    public string ExpectOneOf(params string[] words)
    {
        if (Peek.Kind == TokenKind.Word && words.Contains(Peek.Text))
            return Take().Text;
        throw Unexpected(string.Join(" or ", words.Select(word => $"'{word}'")), words);
    }

    public void ExpectEnd(params string[] candidates)
    {
        if (!AtEnd)
            throw Unexpected("the end of the line", candidates);
    }

    public Fault Unexpected(string expected, params string[] candidates)
    {
        var guess = Peek.Kind == TokenKind.Word ? Suggestion.For(Peek.Text, candidates) : "";
        return new(Rules.UnexpectedToken, Peek.Span, expected, Peek.Description, guess);
    }
}

using HoDsl.Generator.Findings;

namespace HoDsl.Generator.Language;

/// <summary>Reads tokens one after the other.</summary>
/// <param name="tokens">The tokens, the last of them the end.</param>
/// <param name="whole">What they are: a line or a cell.</param>
internal sealed class TokenReader(IReadOnlyList<Token> tokens, string whole)
{
    public const string Line = "line";

    public const string Cell = "cell";

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
            throw Unexpected($"the end of the {whole}", candidates);
    }

    public Fault Unexpected(string expected, params string[] candidates) => Peek.Is(')')
        ? new(Rules.UnbalancedParenthesis, Peek.Span)
        : new(Rules.UnexpectedToken, Peek.Span, expected, AtEnd ? $"the end of the {whole}" : Peek.Description, Hint(candidates));

    // What the token was probably meant to be, or why it cannot stand here.
    private string Hint(string[] candidates)
    {
        if (Peek.Kind == TokenKind.Word)
            return Suggestion.For(Peek.Text, candidates);
        if (Peek.Is(','))
            return "; a decimal has a point";
        if (Peek.Is('(') && _next > 0 && tokens[_next - 1].Kind == TokenKind.Word)
            return "; the only function is 'sqrt'";
        var isBetweenBlanks = AtEnd || _next == 0 || tokens[_next - 1].Span.End < Peek.Span.Start;
        return whole == Cell && isBetweenBlanks ? "; a cell holds blanks within parentheses only" : "";
    }
}

using HoDsl.Generator.Findings;

namespace HoDsl.Generator.Language;

/// <summary>Reads tokens one after the other.</summary>
/// <param name="tokens">The tokens, the last of them the end.</param>
/// <param name="whole">What they are: a line or a cell.</param>
internal sealed class TokenReader(IReadOnlyList<Token> tokens, string whole)
{
    public const string Line = "line";

    public const string Cell = "cell";

    private readonly List<string> _possible = [];
    private int _next;

    public Token Peek => tokens[_next];

    /// <summary>The token behind the next one.</summary>
    public Token After => Ahead(1);

    public bool AtEnd => Peek.Kind == TokenKind.End;

    /// <summary>The token so many places behind the next one; the end where there are not so many.</summary>
    public Token Ahead(int places) => tokens[Math.Min(_next + places, tokens.Count - 1)];

    public Token Take()
    {
        _possible.Clear();
        return AtEnd ? Peek : tokens[_next++];
    }

    public bool TryTake(string word) => TryTake(Peek.Is(word), word);

    public bool TryTake(char symbol) => TryTake(Peek.Is(symbol), symbol.ToString());

    /// <summary>Notes what could come next, for the message if something else does.</summary>
    public void Possible(string what) => _possible.Add(what);

    public Token Expect(TokenKind kind, string what, string hint = "") => Peek.Kind == kind ? Take() : throw Unexpected(what, hint);

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
        throw Unexpected(Any(words.Select(word => $"'{word}'")), Guess(words));
    }

    /// <summary>Refuses what is left; whatever could have come is named.</summary>
    public void ExpectEnd(string hint = "")
    {
        if (!AtEnd)
            throw Unexpected(Any(_possible.Append($"the end of the {whole}")), hint + Guess(_possible.Select(what => what.Trim('\''))));
    }

    public Fault Unexpected(string expected, string hint = "") => Peek.Is(')') && !IsWithinParentheses
        ? new(Rules.UnbalancedParenthesis, Peek.Span)
        : new(Rules.UnexpectedToken, Peek.Span, expected, AtEnd ? $"the end of the {whole}" : Peek.Description, hint.Length > 0 ? hint : Hint());

    private bool IsWithinParentheses => tokens.Take(_next).Sum(token => token.Is('(') ? 1 : token.Is(')') ? -1 : 0) > 0;

    private bool TryTake(bool found, string what)
    {
        if (found)
            Take();
        else
            Possible($"'{what}'");
        return found;
    }

    private string Guess(IEnumerable<string> words) => Peek.Kind == TokenKind.Word ? Suggestion.For(Peek.Text, words.Where(word => char.IsLetter(word[0]))) : "";

    // Why the token may stand here by mistake.
    private string Hint()
    {
        if (Peek.Is(','))
            return "; a decimal has a point";
        var standsBetweenBlanks = AtEnd || _next == 0 || tokens[_next - 1].Span.End < Peek.Span.Start;
        return whole == Cell && standsBetweenBlanks && !IsWithinParentheses ? "; a cell holds blanks within parentheses only" : "";
    }

    private static string Any(IEnumerable<string> choices)
    {
        var all = choices.ToList();
        return all.Count == 1 ? all[0] : $"{string.Join(", ", all.Take(all.Count - 1))} or {all[all.Count - 1]}";
    }
}

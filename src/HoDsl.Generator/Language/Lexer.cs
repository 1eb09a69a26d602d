using System.Globalization;
using HoDsl.Generator.Findings;

namespace HoDsl.Generator.Language;

/// <summary>Cuts a run of a line into tokens.</summary>
internal static class Lexer
{
    private const string Symbols = "+-*/^()[],=|<>";

    /// <summary>The tokens from one column to another, and the end.</summary>
    public static List<Token> Tokens(TextLine line, int from, int to)
    {
        var tokens = new List<Token>();
        for (var at = from; at < to;)
        {
            if (char.IsWhiteSpace(line.Text[at]))
            {
                at++;
                continue;
            }
            var token = Next(line, at, to);
            tokens.Add(token);
            at = token.Span.Column + token.Span.Length;
        }
        tokens.Add(new(TokenKind.End, "", line.Span(to, 0)));
        return tokens;
    }

    /// <summary>The tokens of a whole line.</summary>
    public static List<Token> Tokens(TextLine line) => Tokens(line, 0, line.Text.Length);

    private static Token Next(TextLine line, int at, int to)
    {
        var c = line.Text[at];
        if (IsWordStart(c))
            return Run(line, TokenKind.Word, at, Skip(line, at, to, IsWordPart));
        // `1..0.5`: the second of two dots begins no number.
        if (IsDigit(c) || (c == '.' && at + 1 < to && IsDigit(line.Text[at + 1]) && (at == 0 || line.Text[at - 1] != '.')))
            return Run(line, TokenKind.Number, at, NumberEnd(line, at, to));
        if (c == '"')
            return Quoted(line, at, to);
        if (Symbols.IndexOf(c) >= 0 || c == '.')
            return Run(line, TokenKind.Symbol, at, at + 1);
        var length = char.IsSurrogatePair(line.Text, at) ? 2 : 1;
        throw new Fault(Rules.StrangeCharacter, line.Span(at, length), Describe(line.Text.Substring(at, length)), Lookalike.GuessFor(c));
    }

    private static Token Run(TextLine line, TokenKind kind, int from, int to) =>
        new(kind, line.Text.Substring(from, to - from), line.Span(from, to - from));

    // digits [ . digits ] [ e [sign] digits ]
    private static int NumberEnd(TextLine line, int at, int to)
    {
        var end = Skip(line, at, to, IsDigit);
        if (end + 1 < to && line.Text[end] == '.' && IsDigit(line.Text[end + 1]))
            end = Skip(line, end + 1, to, IsDigit);
        if (end < to && line.Text[end] is 'e' or 'E')
        {
            var digits = end + 1;
            if (digits < to && line.Text[digits] is '+' or '-')
                digits++;
            if (digits < to && IsDigit(line.Text[digits]))
                end = Skip(line, digits, to, IsDigit);
        }
        return end;
    }

    private static Token Quoted(TextLine line, int at, int to)
    {
        var close = line.Text.IndexOf('"', at + 1);
        if (close < 0 || close >= to)
            throw new Fault(Rules.UnclosedText, line.Span(at, to - at));
        return new(TokenKind.Text, line.Text.Substring(at + 1, close - at - 1), line.Span(at, close + 1 - at));
    }

    private static int Skip(TextLine line, int at, int to, Func<char, bool> belongs)
    {
        while (at < to && belongs(line.Text[at]))
            at++;
        return at;
    }

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsWordStart(char c) => c == '_' || char.IsLetter(c);

    private static bool IsWordPart(char c) => c == '_' || char.IsLetterOrDigit(c);

    // Characters that cannot be seen, or look like others, are named by their number too.
    private static string Describe(string character)
    {
        if (character[0] is > ' ' and <= '~')
            return $"'{character}'";
        var number = character.Length == 2 ? char.ConvertToUtf32(character, 0) : character[0];
        return char.GetUnicodeCategory(character, 0) switch
        {
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.PrivateUse => $"U+{number:X4}, which cannot be seen,",
            _ => $"'{character}' (U+{number:X4})",
        };
    }
}

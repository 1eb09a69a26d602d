using System.Text;
using System.Text.RegularExpressions;

namespace HoDsl.Bench.Fuzz;

/// <summary>Changes texts as typing errors, merges, broken transfers and malice do.</summary>
internal sealed partial class Mutator
{
    private const int LongestText = 200_000;

    private static readonly int[] Sizes = [1, 2, 3, 10, 99, 100, 101, 1000, 20_000];

    private static readonly string[] Numbers =
    [
        "0", "1", "-1", "2", "1/2", "1/3", "0.1", "1e-3", "sqrt(2)", "sqrt(6)", "sqrt(8)", "1/0", "0/0", "sqrt(-1)", "sqrt(0)", "0^0", "0^-1", "2^1000", "(1/3)^999", "2^1001",
        "2147483647", "2147483648", "9223372036854775808", "1e308", "1e309", "1e-308", "1e-324", "1e-400", "1e-5000", "1e5000", "1e9999", "1e-9999", "1e10001", "1e99999999999999999999",
        "1e-99999999999999999999", "NaN", "Infinity", "0x10", "1_000", "1.", ".5", "..", "1e", "1e+", "--1", "-(-(1))", "1//2", "(2^1000)^1000", "((9^999)^999)^999", "sqrt(2^999)",
        "sqrt(1e9999)", "sqrt(1e300+7)", "sqrt(sqrt(16))", "sqrt(sqrt(2))", "sqrt(1000003*1000003)", "2^-1000", "1/3-1/3", "1e-60", "x", "k", "y", "k1",
    ];

    private static readonly string[] Oddities =
    [
        "\0", "\u0001", "\u0007", "\b", "\v", "\f", "\u001b", "\u007f", "\u0085", "\u00a0", "\u00ad", "\u0300", "\u200b", "\u200d", "\u200e", "\u202e", "\u2028", "\u2029", "\u2060",
        "\u3000", "\ufeff", "\ufffd", "\ufffe", "\uffff", "\ud800", "\udc00", "\ud83d\ude00", "\ud835\udfd8", "\u2212", "\u2013", "\u2044", "\u00bd", "\u0661", "\uff11", "\u221a",
        "\u00e9", "e\u0301", "\u03b1", "\u0130", "\u0131", "\u00df", "\u4e2d", "\u05d0", "\u2160", "\u1d7ce", "\\", "\"", "'", "`", "{", "}", "{0}", "<", ">", "&", "&amp;", "]]>",
        "-->", "*/", "//", "/*", "#", "#if", "$", "%", "@", "~", ";", ":", "?", "!", "\t", "\r", "\n", "\r\n", "\n\r", "|", "||", "+", "-", "(", ")", "[", "]", ",", "=", "^", ".", "...",
    ];

    private readonly Corpus _corpus;
    private readonly Random _random;
    private readonly Func<string, string>[] _mutations;

    public Mutator(Corpus corpus, Random random)
    {
        _corpus = corpus;
        _random = random;
        _mutations =
        [
            FlipBytes, SwapTokens, ReplaceToken, ReplaceToken, ReplaceNumber, ReplaceNumber, DeleteToken, DuplicateToken, DeleteLine, DuplicateLine, SwapLines, InsertLine, InsertOwnLine,
            Splice, Cut, InsertOddity, InsertOddity, Nest, LengthenSum, LengthenWord, RenameWord, RenameWord, LengthenNumber, WidenRow, RepeatLine, ChangeLineEnds, ChangeDigit, ChangeDigit,
        ];
    }

    /// <summary>A text after one mutation or a few.</summary>
    public string Mutate(string text)
    {
        do
            text = Pick(_mutations)(text);
        while (_random.Next(2) == 0);
        return text.Length <= LongestText ? text : text[..LongestText];
    }

    /// <summary>A line that may stand in a file.</summary>
    public string Line() => Placeholder().Replace(Pick(_corpus.Lines), match => match.Value switch
    {
        "WORD" => Pick(_corpus.Words),
        "NUMBER" => Pick(Numbers),
        _ => Pick(Oddities),
    });

    [GeneratedRegex("WORD|NUMBER|ODDITY")]
    private static partial Regex Placeholder();

    private string FlipBytes(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var flips = _random.Next(1, 5); flips > 0 && bytes.Length > 0; flips--)
            bytes[_random.Next(bytes.Length)] ^= (byte)(1 << _random.Next(8));
        return Encoding.UTF8.GetString(bytes);
    }

    private string Cut(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return Encoding.UTF8.GetString(bytes, 0, _random.Next(bytes.Length + 1));
    }

    private string Splice(string text)
    {
        var other = _corpus.Pick(_random);
        return text[.._random.Next(text.Length + 1)] + other[_random.Next(other.Length)..];
    }

    private string SwapTokens(string text) => OnTokens(text, tokens =>
    {
        var (i, j) = (_random.Next(tokens.Count), _random.Next(tokens.Count));
        (tokens[i], tokens[j]) = (tokens[j], tokens[i]);
    });

    private string ReplaceToken(string text) => OnToken(text, _ => true, _ => Pick(_corpus.Words));

    private string DeleteToken(string text) => OnToken(text, _ => true, _ => "");

    private string DuplicateToken(string text) => OnToken(text, _ => true, token => token + Pick<string>(["", " ", "\n"]) + token);

    private string ReplaceNumber(string text) => OnToken(text, IsNumber, _ => Pick(Numbers));

    private string LengthenNumber(string text) => OnToken(text, IsNumber, token => token + new string(Pick<char>(['0', '1', '9']), Size()));

    private string LengthenSum(string text) => OnToken(text, IsNumber, token => $"({string.Join(Pick<char>(['+', '-', '*', '/']), Enumerable.Repeat(token, Size()))})");

    private string Nest(string text)
    {
        var size = Size();
        var (open, close) = Pick<(string, string)>([("(", ")"), ("-", ""), ("sqrt(", ")"), ("1+(", ")"), ("(", ""), ("", ")"), ("(1/", ")"), ("-(", ")")]);
        return OnToken(text, token => !string.IsNullOrWhiteSpace(token), token => Repeated(open, size) + token + Repeated(close, size));
    }

    private string RenameWord(string text) => Rename(text, Pick(_corpus.Words));

    private string LengthenWord(string text) => Rename(text, "w" + new string(Pick<char>(['a', '1', '_', 'é']), Size()));

    // Everywhere, so that what the name is given to still has it.
    private string Rename(string text, string name)
    {
        var words = Corpus.Token().Matches(text).Select(match => match.Value).Where(token => char.IsLetter(token[0])).Distinct().ToList();
        var old = words.Count == 0 ? "" : Pick(words);
        return Corpus.Token().Replace(text, match => match.Value == old ? name : match.Value);
    }

    private string InsertOddity(string text) => text.Insert(_random.Next(text.Length + 1), Pick(Oddities));

    private string ChangeDigit(string text) => OnToken(text, IsNumber, token =>
    {
        var at = _random.Next(token.Length);
        return token[..at] + _random.Next(10) + token[(at + 1)..];
    });

    private string DeleteLine(string text) => OnLines(text, lines => lines.RemoveAt(_random.Next(lines.Count)));

    private string DuplicateLine(string text) => OnLines(text, lines => lines.Insert(_random.Next(lines.Count), lines[_random.Next(lines.Count)]));

    private string RepeatLine(string text) => OnLines(text, lines =>
    {
        var at = _random.Next(lines.Count);
        lines.InsertRange(at, Enumerable.Repeat(lines[at], Math.Min(Size(), 1000)));
    });

    private string SwapLines(string text) => OnLines(text, lines =>
    {
        var (i, j) = (_random.Next(lines.Count), _random.Next(lines.Count));
        (lines[i], lines[j]) = (lines[j], lines[i]);
    });

    private string InsertLine(string text) => OnLines(text, lines =>
    {
        var other = _corpus.Pick(_random).Split('\n');
        lines.Insert(_random.Next(lines.Count), other[_random.Next(other.Length)]);
    });

    private string InsertOwnLine(string text) => OnLines(text, lines => lines.Insert(_random.Next(_random.Next(2) == 0 ? lines.Count : Math.Min(lines.Count, 4)), Line()));

    // More columns in one row, or in all.
    private string WidenRow(string text) => OnLines(text, lines =>
    {
        var cells = Repeated(" " + Pick(Numbers), Size());
        var only = _random.Next(4) == 0 ? -1 : _random.Next(lines.Count);
        for (var i = 0; i < lines.Count; i++)
        {
            if ((only < 0 || i == only) && lines[i].Contains('|'))
                lines[i] += cells;
        }
    });

    private string ChangeLineEnds(string text)
    {
        var ends = _random.Next(3) == 0 ? new[] { "\r\n", "\r", "\n", "\n\n", "\u2028" } : [Pick<string>(["\r\n", "\r", "\n\r"])];
        return string.Concat(text.Split('\n').Select(line => line + Pick(ends)));
    }

    private string OnTokens(string text, Action<List<string>> change)
    {
        var tokens = Corpus.Token().Matches(text).Select(match => match.Value).ToList();
        if (tokens.Count > 0)
            change(tokens);
        return string.Concat(tokens);
    }

    private string OnToken(string text, Func<string, bool> fits, Func<string, string> change) => OnTokens(text, tokens =>
    {
        var places = Enumerable.Range(0, tokens.Count).Where(i => fits(tokens[i])).ToList();
        if (places.Count == 0)
            return;
        var at = places[_random.Next(places.Count)];
        tokens[at] = change(tokens[at]);
    });

    private static string OnLines(string text, Action<List<string>> change)
    {
        var lines = text.Split('\n').ToList();
        change(lines);
        return string.Join('\n', lines);
    }

    private static bool IsNumber(string token) => char.IsAsciiDigit(token[0]);

    private static string Repeated(string text, int count) => new StringBuilder().Insert(0, text, Math.Min(count, LongestText / Math.Max(1, text.Length))).ToString();

    // Large ones less often.
    private int Size() => Sizes[Math.Min(_random.Next(Sizes.Length), _random.Next(Sizes.Length))];

    private T Pick<T>(IReadOnlyList<T> among) => among[_random.Next(among.Count)];
}

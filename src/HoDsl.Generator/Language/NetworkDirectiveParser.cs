using System.Text.RegularExpressions;
using HoDsl.Generator.Findings;

namespace HoDsl.Generator.Language;

/// <summary>Reads one directive of a network file.</summary>
internal sealed class NetworkDirectiveParser(TokenReader tokens)
{
    /// <summary>The words that begin a directive.</summary>
    public static readonly string[] Words = ["network", "source", "input", "classes"];

    /// <summary>The directive that the line holds.</summary>
    public NetworkDirective Parse()
    {
        var first = tokens.Take();
        var keyword = new Word(first.Text, first.Span);
        NetworkDirective directive = first.Text switch
        {
            "network" => Header(keyword),
            "source" => new NetworkSourceDirective(keyword, tokens.Expect(TokenKind.Text, "a quoted text").Text),
            "input" => Input(keyword),
            _ => new ClassesDirective(keyword, tokens.Expression()),
        };
        tokens.ExpectEnd();
        return directive;
    }

    private NetworkHeader Header(Word keyword)
    {
        var name = tokens.Expect(TokenKind.Word, "the network's name", "; a name begins with a letter and has only letters, digits and '_'");
        Keywords.CheckNetworkName(name);
        var open = tokens.TryTake('<') ? OpenScheme() : null;
        // The scheme becomes a type parameter of the class.
        if (open is not null && name.Text == $"T{open.Name.Text}")
            throw new Fault(Rules.DuplicateName, open.Name.Span, name.Text);
        var title = tokens.Peek.Kind == TokenKind.Text ? tokens.Take().Text : null;
        return new(keyword, new(name.Text, name.Span), open, title, tokens.TryTake('(') ? Parameters() : []);
    }

    private OpenSchemeSyntax OpenScheme()
    {
        var name = tokens.Expect(TokenKind.Word, "a name for the scheme");
        Keywords.CheckNetworkName(name);
        var @default = tokens.TryTake('=') ? tokens.Expect(TokenKind.Word, "the name of a scheme") : default(Token?);
        tokens.Expect('>');
        return new(new(name.Text, name.Span), @default is { } scheme ? new(scheme.Text, scheme.Span) : null);
    }

    private List<ParameterSyntax> Parameters()
    {
        var parameters = new List<ParameterSyntax>();
        do
            parameters.Add(Parameter());
        while (tokens.TryTake(','));
        tokens.Expect(')');
        return parameters;
    }

    private ParameterSyntax Parameter()
    {
        var name = tokens.Expect(TokenKind.Word, "the name of a parameter");
        Keywords.CheckNetworkParameterName(name);
        tokens.Expect('=');
        return new(new(name.Text, name.Span), tokens.Expression());
    }

    private InputDirective Input(Word keyword)
    {
        var sizes = Apart();
        var channels = sizes.Expression();
        sizes.ExpectOneOf("x");
        var height = sizes.Expression();
        sizes.ExpectOneOf("x");
        var input = new InputDirective(keyword, channels, height, sizes.Expression());
        sizes.ExpectEnd();
        return input;
    }

    // `3x32x32` is a number and a word to the lexer: what is left of the line, with such words taken apart.
    private TokenReader Apart()
    {
        var left = new List<Token>();
        while (!tokens.AtEnd)
            left.AddRange(Parts(tokens.Take()));
        return new([.. left, tokens.Peek], TokenReader.Line);
    }

    private static IEnumerable<Token> Parts(Token token)
    {
        if (token.Kind != TokenKind.Word || !token.Text.All(c => c is 'x' or (>= '0' and <= '9')))
            return [token];
        return Regex.Matches(token.Text, "x|[0-9]+").Cast<Match>().Select(part => new Token(
            part.Value == "x" ? TokenKind.Word : TokenKind.Number,
            part.Value,
            token.Span with { Start = token.Span.Start + part.Index, Column = token.Span.Column + part.Index, Length = part.Length }));
    }
}

using HoDsl.Generator.Findings;

namespace HoDsl.Generator.Language;

/// <summary>Reads one directive of a network file.</summary>
internal sealed class NetworkDirectiveParser(TokenReader tokens)
{
    /// <summary>The words that begin a directive.</summary>
    public static readonly string[] Keywords = ["network", "source", "input", "classes"];

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
        Language.Keywords.CheckNetworkName(name);
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
        Language.Keywords.CheckNetworkName(name);
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
        Language.Keywords.CheckNetworkParameterName(name);
        tokens.Expect('=');
        return new(new(name.Text, name.Span), tokens.Expression());
    }

    private InputDirective Input(Word keyword)
    {
        var channels = tokens.Expression();
        tokens.ExpectOneOf("x");
        var height = tokens.Expression();
        tokens.ExpectOneOf("x");
        return new(keyword, channels, height, tokens.Expression());
    }
}

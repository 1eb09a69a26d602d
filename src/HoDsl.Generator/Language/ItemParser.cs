using HoDsl.Generator.Findings;

namespace HoDsl.Generator.Language;

/// <summary>Reads a layer or a body. Which layers there are, and what they take, is not its business.</summary>
internal sealed class ItemParser(TokenReader tokens)
{
    /// <summary>The clauses of a body.</summary>
    public static readonly string[] Clauses =
        ["at", "enter", "shared", "stochastic-depth", "noise", "drop-path", "recompute", "reversible", "as"];

    /// <summary>The ways to say how a differential equation is divided into steps.</summary>
    private static readonly string[] StepClauses = ["steps", "step", "tolerance"];

    /// <summary>What else may be said of a differential equation.</summary>
    private static readonly string[] OdeClauses = ["time", "gradient", "as"];

    /// <summary>The item that the line holds.</summary>
    public ItemSyntax Parse()
    {
        var keyword = tokens.DashedWord("a layer or 'body'");
        ItemSyntax item = keyword.Text != "body" ? Layer(keyword) : tokens.Peek.Is("ode") && tokens.After.Is("of") ? Ode(keyword) : Body(keyword);
        tokens.ExpectEnd();
        return item;
    }

    private LayerSyntax Layer(Word name)
    {
        var arguments = Arguments(end => end.Is("as"));
        return new(name, arguments, Label());
    }

    private Word? Label()
    {
        if (!tokens.TryTake("as"))
            return null;
        var name = tokens.Expect(TokenKind.Word, "a name");
        Keywords.CheckLabel(name);
        return new(name.Text, name.Span);
    }

    // `3x3, 64 stride 2`: values at their places, and words with a value each. Before a word a comma may stand, and must where
    // the value before it is a word too.
    private List<ArgumentSyntax> Arguments(Func<Token, bool> isEnd)
    {
        var arguments = new List<ArgumentSyntax>();
        while (!tokens.AtEnd && !isEnd(tokens.Peek))
        {
            arguments.Add(new(IsAtOption(isEnd) ? tokens.DashedWord("an option") : null, tokens.Value()));
            tokens.TryTake(',');
        }
        return arguments;
    }

    private bool IsAtOption(Func<Token, bool> isEnd) => tokens.Peek.Kind == TokenKind.Word
        && (tokens.IsAtDashedWord() || tokens.After.Kind is TokenKind.Number || tokens.After.Is('(') || (tokens.After.Kind == TokenKind.Word && !isEnd(tokens.After)));

    private BodySyntax Body(Word keyword)
    {
        var count = tokens.Expression();
        var countsLayers = tokens.ExpectOneOf("blocks", "layers") == "layers";
        var (scheme, subnet) = SchemeOfSubnet();
        return new(keyword, count, countsLayers, scheme, subnet, ClausesBy(Clause), Label());
    }

    private OdeSyntax Ode(Word keyword)
    {
        tokens.Take();
        var (scheme, subnet) = SchemeOfSubnet();
        var steps = OneOf(StepClauses);
        var first = new ArgumentSyntax(null, tokens.Expression());
        return new(keyword, scheme, subnet, new(steps, steps.Text == "tolerance" ? [first, new(null, tokens.Expression())] : [first]), ClausesBy(OdeClause), Label());
    }

    private (Word Scheme, SubnetSyntax Subnet) SchemeOfSubnet()
    {
        tokens.ExpectOneOf("of");
        var scheme = tokens.Expect(TokenKind.Word, "the name of a scheme");
        tokens.Expect('(');
        var subnet = new SubnetSyntax(tokens.DashedWord("a subnet"), Arguments(end => end.Is(')')));
        tokens.Expect(')');
        return (new(scheme.Text, scheme.Span), subnet);
    }

    private List<ClauseSyntax> ClausesBy(Func<ClauseSyntax> read)
    {
        var clauses = new List<ClauseSyntax>();
        while (tokens.Peek.Kind == TokenKind.Word && !tokens.Peek.Is("as"))
        {
            var clause = read();
            if (clauses.Exists(other => other.Keyword.Text == clause.Keyword.Text))
                throw new Fault(Rules.DuplicateOption, clause.Keyword.Span, clause.Keyword.Text);
            clauses.Add(clause);
        }
        return clauses;
    }

    private ClauseSyntax OdeClause()
    {
        var keyword = tokens.DashedWord("'time' or 'gradient'");
        return new(keyword, keyword.Text switch
        {
            "time" => [new(null, tokens.Expression())],
            "gradient" => [new(keyword, tokens.Choice())],
            _ => throw new Fault(Rules.UnknownOption, keyword.Span, "an ode", keyword.Text, Suggestion.Or(keyword.Text, OdeClauses)),
        });
    }

    private ClauseSyntax Clause()
    {
        var keyword = tokens.DashedWord("a clause of the body");
        return new(keyword, keyword.Text switch
        {
            "at" => [new(null, tokens.Expression())],
            "enter" => Enter(),
            "shared" or "recompute" or "reversible" => [],
            "stochastic-depth" => StochasticDepth(),
            "noise" => [new(OneOf("uniform", "normal"), tokens.Expression())],
            "drop-path" => DropPath(),
            _ => throw new Fault(Rules.UnknownOption, keyword.Span, "a body", keyword.Text, Suggestion.Or(keyword.Text, Clauses)),
        });
    }

    private List<ArgumentSyntax> Enter() => Options(("stride", tokens.Expression), ("shortcut", tokens.Choice));

    private List<ArgumentSyntax> StochasticDepth()
    {
        var linear = OneOf("linear");
        var first = tokens.Expression();
        tokens.Expect('.');
        tokens.Expect('.');
        return [new(linear, first), new(linear with { Text = "last" }, tokens.Expression()), .. Options(("weigh", tokens.Choice), ("per", tokens.Choice))];
    }

    private List<ArgumentSyntax> DropPath() => [new(null, tokens.Expression()), .. Options(("global", tokens.Expression))];

    // What a clause may be told, in any order.
    private List<ArgumentSyntax> Options(params (string Word, Func<Expression> Value)[] options)
    {
        var given = new List<ArgumentSyntax>();
        while (Option(options) is { } argument)
        {
            if (given.Exists(other => other.Name!.Text == argument.Name!.Text))
                throw new Fault(Rules.DuplicateOption, argument.Name!.Span, argument.Name.Text);
            given.Add(argument);
        }
        return given;
    }

    private ArgumentSyntax? Option((string Word, Func<Expression> Value)[] options)
    {
        foreach (var (word, value) in options)
        {
            var token = tokens.Peek;
            if (tokens.TryTake(word))
                return new(new(token.Text, token.Span), value());
        }
        return null;
    }

    private Word OneOf(params string[] words)
    {
        var token = tokens.Peek;
        return new(tokens.ExpectOneOf(words), token.Span);
    }
}

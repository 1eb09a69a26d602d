using System.Globalization;
using HoDsl.Generator.Findings;
using HoDsl.Generator.Numerics;

namespace HoDsl.Generator.Language;

/// <summary>Reads one directive.</summary>
internal sealed class DirectiveParser(TokenReader tokens)
{
    /// <summary>Within so much a method would have nearly any order.</summary>
    private static readonly Rational TolerancesEnd = new(1, 1000);

    /// <summary>The directive that the line holds.</summary>
    public Directive Parse()
    {
        var first = tokens.Take();
        var keyword = new Word(first.Text, first.Span);
        Directive directive = first.Kind == TokenKind.Word ? first.Text switch
        {
            "scheme" => Header(keyword),
            "source" => new SourceDirective(keyword, tokens.Expect(TokenKind.Text, "a quoted text").Text),
            "order" => new OrderDirective(keyword, Claim()),
            "embedded" => EmbeddedOrder(keyword),
            "let" => Let(keyword),
            "param" => Param(keyword),
            "states" => States(keyword),
            "step" => Step(keyword),
            "weights" => Weights(keyword),
            "after" => new AfterDirective(keyword, tokens.ExpectOneOf("relu", "none") == "relu"),
            "output" => Output(keyword),
            _ => throw Unknown(first),
        } : throw Unknown(first);
        tokens.ExpectEnd();
        return directive;
    }

    // A line that begins with no word was probably meant to belong to the tableau.
    private static Fault Unknown(Token first) => new(Rules.UnknownDirective, first.Span, first.Text, first.Kind switch
    {
        TokenKind.Word => Suggestion.Or(first.Text, Keywords.Directives),
        _ when first.Is('-') || first.Is('+') => "; the rule of a tableau has only dashes and '+'",
        _ when first.Is('/') => "; a comment begins with '#'",
        _ => "; a row of a tableau has a bar, '|'",
    });

    private HeaderDirective Header(Word keyword)
    {
        const string alphabet = "; a name begins with a letter or '_' and has only letters, digits and '_'";
        var name = tokens.Expect(TokenKind.Word, "the scheme's name", alphabet);
        Keywords.CheckSchemeName(name);
        if (tokens.Peek.Kind is TokenKind.Symbol or TokenKind.Number)
            tokens.ExpectEnd(alphabet);
        var title = tokens.Peek.Kind == TokenKind.Text ? tokens.Take().Text : null;
        var @base = tokens.TryTake("extends") ? tokens.Expect(TokenKind.Word, "the name of the scheme to extend") : default(Token?);
        return new(keyword, new(name.Text, name.Span), title, @base is { } b ? new(b.Text, b.Span) : null);
    }

    private EmbeddedOrderDirective EmbeddedOrder(Word keyword)
    {
        tokens.ExpectOneOf("order");
        return new(keyword with { Text = "embedded order" }, Claim());
    }

    private OrderClaim Claim()
    {
        if (tokens.Peek.Kind != TokenKind.Number || !int.TryParse(tokens.Peek.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var order) || order == 0)
            throw tokens.Unexpected("an order, 1 or more");
        tokens.Take();
        return tokens.TryTake("to") ? ClaimWithin(order) : new(order, Rational.Zero);
    }

    private OrderClaim ClaimWithin(int order)
    {
        var number = tokens.Expect(TokenKind.Number, "a tolerance");
        var claim = new OrderClaim(order, ExpressionParser.Value(number));
        if (claim.Tolerance.CompareTo(TolerancesEnd) >= 0)
            throw new Fault(Rules.UnexpectedToken, number.Span, $"a tolerance below {TolerancesEnd}", number.Description, "");
        return claim.TellsTallestTree ? claim
            : throw new Fault(Rules.UnexpectedToken, number.Span, FormattableString.Invariant($"a tolerance below 1/{order}!"), number.Description, FormattableString.Invariant($"; within it 0 would do for the tallest tree of {order} nodes"));
    }

    private LetDirective Let(Word keyword)
    {
        var name = tokens.Expect(TokenKind.Word, "a name");
        Keywords.CheckValueName(name);
        tokens.Expect('=');
        return new(keyword, new(name.Text, name.Span), Expression());
    }

    private ParamDirective Param(Word keyword)
    {
        var name = tokens.Expect(TokenKind.Word, "a name");
        Keywords.CheckParameterName(name);
        tokens.ExpectOneOf("learnable");
        var (low, high) = tokens.TryTake("init") ? Initial() : default;
        return new(keyword, new(name.Text, name.Span), low, high, IsPerChannel());
    }

    private (Expression? Low, Expression? High) Initial()
    {
        if (!tokens.TryTake("uniform"))
            return (Expression(), null);
        tokens.Expect('(');
        var low = Expression();
        tokens.Expect(',');
        var high = Expression();
        tokens.Expect(')');
        return (low, high);
    }

    private StatesDirective States(Word keyword)
    {
        var states = new List<StateSyntax>();
        do
            states.Add(State());
        while (tokens.TryTake(','));
        return new(keyword, states);
    }

    private StateSyntax State()
    {
        var name = tokens.Expect(TokenKind.Word, "the name of a state");
        if (tokens.TryTake('['))
        {
            tokens.Expect('-');
            var lag = tokens.Expect(TokenKind.Number, "how many blocks ago");
            var close = tokens.Peek;
            tokens.Expect(']');
            if (!int.TryParse(lag.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var blocks) || blocks == 0)
                throw new Fault(Rules.UnexpectedToken, lag.Span, "a number of blocks, 1 or more", lag.Description, "");
            return new(name.Text, blocks, IsSplit: false, IsZero: false, name.Span.To(close.Span));
        }
        Keywords.CheckStateName(name);
        if (!tokens.TryTake('='))
            return new(name.Text, 0, IsSplit: false, IsZero: false, name.Span);
        var split = tokens.TryTake("split");
        if (!split && tokens.Expect(TokenKind.Number, "'split' or 0") is { Text: not "0" } number)
            throw new Fault(Rules.UnexpectedToken, number.Span, "'split' or 0", number.Description, "");
        return new(name.Text, 0, split, !split, name.Span);
    }

    private StepDirective Step(Word keyword)
    {
        // Nothing but a learnable step goes on like this.
        if (tokens.After.Text is "init" or "range" or "per" or "scales")
            tokens.ExpectOneOf("learnable");
        else if (!tokens.TryTake("learnable"))
            return new(keyword, IsLearnable: false, Expression(), Range: null, IsPerChannel: false, ScalesOutputOnly: false);
        return new(
            keyword,
            IsLearnable: true,
            Value: tokens.TryTake("init") ? Expression() : null,
            Range: tokens.TryTake("range") ? Range() : null,
            IsPerChannel(),
            ScalesOutputOnly: tokens.TryTake("scales") && tokens.ExpectOneOf("all", "output") == "output");
    }

    private bool IsPerChannel() => tokens.TryTake("per") && tokens.ExpectOneOf("block", "channel") == "channel";

    private RangeSyntax Range()
    {
        var open = tokens.Peek;
        tokens.Expect('[');
        var low = Expression();
        tokens.Expect(',');
        var high = Expression();
        var close = tokens.Peek;
        tokens.Expect(']');
        return new(low, high, open.Span.To(close.Span));
    }

    private WeightsDirective Weights(Word keyword)
    {
        if (tokens.ExpectOneOf("per", "shared") == "shared")
            return new(keyword, AreShared: true);
        tokens.ExpectOneOf("stage");
        return new(keyword, AreShared: false);
    }

    private OutputDirective Output(Word keyword) => new(keyword, tokens.ExpectOneOf("weights", "embedded", "both") switch
    {
        "embedded" => BlockOutput.Embedded,
        "both" => BlockOutput.Both,
        _ => BlockOutput.Weights,
    });

    private Expression Expression() => new ExpressionParser(tokens).Sum();
}

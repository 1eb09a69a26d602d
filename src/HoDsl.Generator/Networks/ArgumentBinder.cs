using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Networks;

/// <summary>Finds out what each argument of a layer or subnet is the value of.</summary>
internal sealed class ArgumentBinder(FormulaReader formulas)
{
    /// <summary>The arguments of a layer or subnet.</summary>
    /// <param name="owner">The word that names the layer or subnet.</param>
    /// <param name="parameters">What it can be given.</param>
    /// <param name="arguments">What it is given.</param>
    public Arguments Bind(Word owner, IReadOnlyList<ParameterKind> parameters, IReadOnlyList<ArgumentSyntax> arguments)
    {
        var places = new Queue<ParameterKind>(parameters.Where(parameter => parameter.HasPlace));
        var given = new Dictionary<ParameterKind, Value>();
        foreach (var argument in arguments)
        {
            var parameter = argument.Name is null ? AtPlace(owner, places, parameters, argument) : Named(owner, parameters, argument);
            if (given.ContainsKey(parameter))
                throw new Fault(Rules.DuplicateOption, argument.Name!.Span, parameter.Name);
            given.Add(parameter, Read(parameter, argument.Value));
        }
        if (places.Count > 0)
            throw new Fault(Rules.MissingArgument, owner.Span, owner.Text, places.Peek().Name, Usage(owner.Text, parameters));
        if (given.Count > 0 && parameters.FirstOrDefault(parameter => parameter.HasNoDefault && !given.ContainsKey(parameter)) is { } missing)
            throw new Fault(Rules.MissingArgument, owner.Span, owner.Text, missing.Name, $"{owner.Text} .. {Usage(missing)}");
        return new(parameters.Where(given.ContainsKey).Select(parameter => new Argument(parameter, given[parameter])).ToEquatableArray());
    }

    private ParameterKind AtPlace(Word owner, Queue<ParameterKind> places, IReadOnlyList<ParameterKind> parameters, ArgumentSyntax argument)
    {
        if (WithoutValue(argument.Value, parameters) is { } option && !(places.Count > 0 && formulas.Knows(option.Name)))
            throw new Fault(Rules.MissingArgument, argument.Value.Span, option.Name, "value", Usage(option));
        return places.Count > 0 ? places.Dequeue()
            : throw new Fault(Rules.SurplusArgument, argument.Value.Span, owner.Text, Quantity.Of(parameters.Count(parameter => parameter.HasPlace), "value"));
    }

    // `conv 3x3, 64 bias`: an option with nothing behind it reads as a value.
    private static ParameterKind? WithoutValue(Expression value, IReadOnlyList<ParameterKind> parameters) =>
        value is NameExpression name ? parameters.FirstOrDefault(parameter => !parameter.HasPlace && parameter.Name == name.Name) : null;

    private ParameterKind Named(Word owner, IReadOnlyList<ParameterKind> parameters, ArgumentSyntax argument)
    {
        var (name, options) = (argument.Name!, parameters.Where(parameter => !parameter.HasPlace).ToList());
        return options.Find(option => option.Name == name.Text)
            ?? throw new Fault(Rules.UnknownOption, name.Span, $"'{owner.Text}'", name.Text, Instead(name.Text, argument.Value, options));
    }

    // `conv 3x3, width stride 2` reads as the option width with the value stride.
    private string Instead(string name, Expression value, List<ParameterKind> options) =>
        formulas.Knows(name) && value is NameExpression next && options.Exists(option => option.Name == next.Name)
            ? $"; if its value is meant, put a comma behind it: '{name}, {next.Name}'"
            : Suggestion.Or(name, [.. options.Select(option => option.Name)]);

    private Value Read(ParameterKind parameter, Expression expression) => parameter.Form switch
    {
        ValueForm.Whole => formulas.Whole(expression, parameter.Least),
        ValueForm.Real => new RealValue(FormulaReader.Real(expression, parameter.Lowest, parameter.Highest)),
        ValueForm.Window => Window(expression),
        _ => Choice(parameter, expression),
    };

    private static WindowValue Window(Expression expression) => expression is WindowExpression { Height: > 0 } window && window.Height == window.Width
        ? new(FormulaReader.InRange(window.Height, least: 1, expression))
        : throw new Fault(Rules.NotAWindow, expression.Span);

    private static ChoiceValue Choice(ParameterKind parameter, Expression expression)
    {
        var word = expression is NameExpression name ? name.Name : "a number";
        return parameter.Words.Contains(word) ? new(word)
            : throw new Fault(Rules.UnknownChoice, expression.Span, parameter.Name, word, Suggestion.All(parameter.Words));
    }

    // `bias on or bias off`: how an option is given. Who writes it means the words that are not the default.
    private static string Usage(ParameterKind option) => option.Form == ValueForm.Choice
        ? string.Join(" or ", option.Words.Reverse().Select(word => $"{option.Name} {word}"))
        : $"{option.Name} NUMBER";

    // `conv 3x3, channels`: how a line with all that must be given looks.
    private static string Usage(string owner, IReadOnlyList<ParameterKind> parameters) =>
        $"{owner} {string.Join(", ", parameters.Where(parameter => parameter.HasPlace).Select(parameter => parameter.Form == ValueForm.Window ? "3x3" : parameter.Name.ToUpperInvariant()))}";
}

using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;

namespace HoDsl.Generator.Networks;

/// <summary>Reads the clauses of a body.</summary>
internal sealed class BodyClauseBinder(FormulaReader formulas)
{
    /// <summary>`at 32`; null where the body says nothing of its width.</summary>
    public WholeValue? Channels(BodySyntax body) => body.Clause("at") is { } clause ? formulas.Whole(clause.Arguments[0].Value, least: 1) : null;

    /// <summary>`enter stride 2 shortcut conv`; null where the body does not change what enters it.</summary>
    public Entry? Entry(BodySyntax body)
    {
        if (body.Clause("enter") is not { } clause)
            return null;
        var stride = Option(clause, "stride") is { } given ? formulas.Whole(given, least: 1) : WholeValue.Of(1);
        return new(stride, Choice(clause, "shortcut", Shortcuts.Words));
    }

    /// <summary>The clauses that say how the blocks are trained.</summary>
    public BodyClauses Options(BodySyntax body) => new(
        body.Clause("shared") is not null,
        body.Clause("recompute") is not null,
        body.Clause("reversible") is not null,
        body.Clause("stochastic-depth") is { } depth ? StochasticDepth(depth) : null,
        body.Clause("noise") is { } noise ? Noise(noise.Arguments[0]) : null,
        body.Clause("drop-path") is { } path ? DropPath(path) : null);

    private static StochasticDepth StochasticDepth(ClauseSyntax clause) => new(
        FormulaReader.Real(clause.Arguments[0].Value, 0, 1),
        FormulaReader.Real(clause.Arguments[1].Value, 0, 1),
        Choice(clause, "weigh", "training", "evaluation") == "training",
        Choice(clause, "per", "batch", "image") == "image");

    private static DropPath DropPath(ClauseSyntax clause) => new(
        FormulaReader.Real(clause.Arguments[0].Value, 0, 1),
        Option(clause, "global") is { } share ? FormulaReader.Real(share, 0, 1) : 0);

    private static Noise Noise(ArgumentSyntax noise) => new(noise.Name!.Text == "normal", FormulaReader.Real(noise.Value, 0, 1));

    private static Expression? Option(ClauseSyntax clause, string name) => clause.Arguments.FirstOrDefault(argument => argument.Name?.Text == name)?.Value;

    /// <summary>One of several words, the first where none is given.</summary>
    public static string Choice(ClauseSyntax clause, string name, params string[] words)
    {
        if (Option(clause, name) is not NameExpression choice)
            return words[0];
        return words.Contains(choice.Name) ? choice.Name
            : throw new Fault(Rules.UnknownChoice, choice.Span, name, choice.Name, Suggestion.Or(choice.Name, words));
    }
}

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
    /// <exception cref="Fault">Blocks of the scheme cannot be trained so.</exception>
    public BodyClauses Training(BodySyntax body, SchemeSummary scheme)
    {
        var clauses = Training(body);
        if (clauses.DropPath is not null && !scheme.HasJoins)
            throw new Fault(Rules.NothingToDrop, body.Clause("drop-path")!.Keyword.Span, scheme.Name);
        if (!clauses.IsReversed)
            return clauses;
        if (!scheme.IsInvertible)
            throw new Fault(Rules.NotInvertible, body.Clause("reversible")!.Keyword.Span, scheme.Name);
        if (Obstacle(clauses, scheme) is var (clause, reason))
            throw new Fault(Rules.NotReversible, body.Clause(clause)!.Keyword.Span, reason);
        return clauses;
    }

    // What stands in the way of undoing blocks: the runtime refuses the same.
    private static (string Clause, string Reason)? Obstacle(BodyClauses clauses, SchemeSummary scheme) => clauses switch
    {
        { IsRecomputed: true } => ("recompute", "this one is to be recomputed: leave out one of the two"),
        { Noise: not null } => ("noise", "noise that was added cannot be taken away again"),
        { DropPath: not null } => ("drop-path", "drop-path changes the weights of the joins that would be undone"),
        { StochasticDepth.IsPerSample: true } => ("stochastic-depth", "stochastic depth is drawn for each image here: draw it 'per batch'"),
        { StochasticDepth.WeighsInTraining: true } => ("stochastic-depth", "stochastic depth divides increments by their probabilities here: let it 'weigh evaluation'"),
        { StochasticDepth: not null } when scheme.HasHistories => ("stochastic-depth", "a block that stochastic depth drops forgets the oldest state"),
        _ => null,
    };

    private static BodyClauses Training(BodySyntax body) => new(
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

    /// <summary>The value of an option; null where it is not given.</summary>
    public static Expression? Option(ClauseSyntax clause, string name) => clause.Arguments.FirstOrDefault(argument => argument.Name?.Text == name)?.Value;

    /// <summary>One of several words, the first where none is given.</summary>
    public static string Choice(ClauseSyntax clause, string name, params string[] words)
    {
        if (Option(clause, name) is not NameExpression choice)
            return words[0];
        return words.Contains(choice.Name) ? choice.Name
            : throw new Fault(Rules.UnknownChoice, choice.Span, name, choice.Name, Suggestion.All(words));
    }
}

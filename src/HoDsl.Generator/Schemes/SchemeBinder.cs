using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes.Claims;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Schemes;

/// <summary>Makes the model of a scheme out of what its file says, and checks all that the file claims.</summary>
/// <param name="unit">All that the scheme is compiled from.</param>
/// <param name="syntax">The same as one definition.</param>
/// <param name="findings">Takes what is found.</param>
/// <param name="cancellation">Tells when the result is not wanted any more.</param>
internal sealed class SchemeBinder(SchemeUnit unit, SchemeSyntax syntax, FindingBag findings, CancellationToken cancellation)
{
    private readonly Evaluator _evaluator = new(findings);

    private string Name => syntax.Header!.Name.Text;

    private BlockOutput Output => syntax.Find<OutputDirective>()?.Output ?? BlockOutput.Weights;

    /// <summary>The model; null where the rows make no tableau. Claims that fail are reported, and the proved facts stand in the model.</summary>
    public Scheme? Bind()
    {
        _evaluator.Define([.. syntax.Directives.Where(directive => directive is LetDirective || (directive is ParamDirective param && HasNameOfItsOwn(param)))]);
        var step = BindStep();
        if (new StateBinder(syntax, findings).Bind() is not { } states
            || new TableauBinder(syntax, states, _evaluator, findings).Bind() is not var (tableau, nodes)
            || !HasItsOutputs(tableau))
            return null;

        if (step is ConstantStep constant)
            CheckProducts(constant.Value, tableau);
        var claims = new ClaimSet(nodes, syntax.Find<OrderDirective>()?.Claim, syntax.Find<EmbeddedOrderDirective>()?.Claim);
        var (proof, embeddedProof) = new ClaimChecker(syntax, claims, findings, cancellation).Check(tableau);
        var scheme = new Scheme(
            Name,
            unit.File.Source.Namespace,
            syntax.Header!.Title,
            syntax.Find<SourceDirective>()?.Text,
            tableau,
            step,
            syntax.Find<WeightsDirective>()?.AreShared ?? false,
            syntax.Find<AfterDirective>()?.IsRelu ?? false,
            Output,
            tableau.StagesNeededBy(OutputRows(tableau)),
            syntax.Directives.OfType<ParamDirective>().Select(param => BindCoefficient(param, tableau)).ToEquatableArray(),
            proof?.Order,
            embeddedProof?.Order,
            claims.Tolerance);
        if (!findings.HasErrors)
            ReportUnused();
        return scheme;
    }

    // A name is told where it is defined, and only there: of a base, what extends it may read it.
    private void ReportUnused()
    {
        var names = syntax.Directives.Select(directive => directive switch { LetDirective let => let.Name, ParamDirective param => param.Name, _ => null }).OfType<Word>();
        foreach (var name in names.Where(name => name.Span.File == syntax.Header!.Name.Span.File && !IsRead(name.Text)))
            findings.Add(Rules.UnusedName, name.Span, name.Text);
    }

    private bool IsRead(string name) => _evaluator.HasRead(name) || unit.NamesReadElsewhere.Contains(name);

    // The value of an expression that becomes a double.
    private Surd? Evaluate(Expression expression, string what)
    {
        if (_evaluator.Evaluate(expression) is not { } value)
            return null;
        if (!value.IsTooLarge())
            return value;
        return findings.Refuse<Surd?>(Rules.CoefficientOverflow, expression.Span, what);
    }

    // A coefficient becomes a local variable beside those of the states, and a property of the type that has the scheme's name.
    private bool HasNameOfItsOwn(ParamDirective param)
    {
        var rival = Keywords.PropertyOf(param.Name.Text) == Name ? "the scheme has this name"
            : syntax.Find<StatesDirective>()?.States.Any(state => state.Name == param.Name.Text) ?? false ? "a state has this name"
            : null;
        if (rival is not null)
            findings.Add(Rules.ReservedName, param.Name.Span, param.Name.Text, rival);
        return rival is null;
    }

    private Coefficient BindCoefficient(ParamDirective param, Tableau tableau)
    {
        var low = param.Low is null ? Surd.Zero : Evaluate(param.Low, "the initial value") ?? Surd.Zero;
        var high = param.High is null ? low : Evaluate(param.High, "the initial value") ?? low;
        if ((high - low).Sign < 0)
            findings.Add(Rules.EmptyRange, param.Low!.Span.To(param.High!.Span), low, high);
        return new(param.Name.Text, low, high, param.IsPerChannel, tableau.Rows.Any(row => MattersAtOnce(row, param.Name.Text, tableau)));
    }

    // In a first block every history is what it is the history of: their weights add up.
    private static bool MattersAtOnce(Row row, string parameter, Tableau tableau)
    {
        if (row.Slopes.FirstOrDefault(slope => slope.Parameter == parameter) is not { } slope)
            return false;
        var (states, stages) = (slope.States.ToArray(), slope.Stages.ToArray());
        for (var i = 0; i < states.Length; i++)
        {
            if (tableau.States[i].Past is not { } past)
                continue;
            if (past.State is { } state)
                states[state] += states[i];
            else
                stages[past.Stage!.Value] += states[i];
            states[i] = Surd.Zero;
        }
        return states.Concat(stages).Any(weight => !weight.IsZero);
    }

    private Row[] OutputRows(Tableau tableau) => Output switch
    {
        BlockOutput.Weights => [.. tableau.Results],
        BlockOutput.Embedded => [tableau.Embedded!],
        _ => [tableau.Weights, tableau.Embedded!],
    };

    private bool HasItsOutputs(Tableau tableau)
    {
        if (tableau.Embedded is null && Output != BlockOutput.Weights)
            return Missing(syntax.Find<OutputDirective>()!.Keyword, Output == BlockOutput.Both ? "output both" : "output embedded");
        if (tableau.Embedded is null && syntax.Find<EmbeddedOrderDirective>() is { } claim)
            return Missing(claim.Keyword, "embedded order");
        for (var row = 0; row < syntax.WeightRows.Count; row++)
        {
            var rows = tableau.Embedded is { } embedded && row == 1 ? [embedded] : tableau.Results.ToArray();
            if (tableau.StagesNeededBy(rows).Count == 0)
                return findings.Refuse<bool>(Rules.NothingComputed, syntax.WeightRows[row].Cells[0].Span, "the weights are all zero");
        }
        return true;

        bool Missing(Word keyword, string what) => findings.Refuse<bool>(
            Rules.NoEmbeddedWeights, keyword.Span, what, tableau.HasOneState ? $"'{Name}' has one row only" : "a scheme of several states has no embedded weights");
    }

    private Step BindStep()
    {
        if (syntax.Find<StepDirective>() is not { } directive)
            return new ConstantStep(Surd.One);
        var value = directive.Value is null ? Surd.One : Evaluate(directive.Value, "the step") ?? Surd.One;
        if (!directive.IsLearnable)
            return BindConstant(value, directive.Value!);
        var range = directive.Range is null ? null : BindRange(directive.Range);
        if (range is not null && ((value - range.Low).Sign < 0 || (range.High - value).Sign < 0))
            findings.Add(Rules.InitialStepOutOfRange, directive.Value?.Span ?? directive.Keyword.Span, value, range.Low, range.High);
        return new LearnableStep(value, range, directive.IsPerChannel, directive.ScalesOutputOnly);
    }

    private ConstantStep BindConstant(Surd value, Expression place)
    {
        if (value.ToDouble() == 0)
            findings.Add(Rules.NothingComputed, place.Span, value.IsZero ? "the step is 0" : "as a double, the step is 0");
        return new(value);
    }

    // A constant step is multiplied into the weights of stages, and into those of their histories.
    private void CheckProducts(Surd step, Tableau tableau)
    {
        if (step != Surd.One && tableau.Rows.SelectMany(OfStages).Any(weight => (step * weight).IsTooLarge()))
            findings.Add(Rules.CoefficientOverflow, syntax.Find<StepDirective>()!.Value!.Span, "the step times a coefficient");

        IEnumerable<Surd> OfStages(Row row) => OfHistories(row.States).Concat(row.Stages).Concat(row.Slopes.SelectMany(slope => OfHistories(slope.States).Concat(slope.Stages)));

        IEnumerable<Surd> OfHistories(EquatableArray<Surd> weights) => weights.Where((_, state) => tableau.States[state].Past?.Stage is not null);
    }

    private StepRange? BindRange(RangeSyntax range)
    {
        if (Evaluate(range.Low, "the end of the range") is not { } low || Evaluate(range.High, "the end of the range") is not { } high)
            return null;
        if ((high - low).Sign > 0)
            return new(low, high);
        return findings.Refuse<StepRange>(Rules.EmptyRange, range.Span, low, high);
    }
}

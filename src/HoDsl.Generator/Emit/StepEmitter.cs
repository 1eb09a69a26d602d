using HoDsl.Generator.Schemes;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Emit;

/// <summary>Writes the method that computes one step, or the one that undoes it.</summary>
/// <param name="scheme">The scheme of the step.</param>
/// <param name="plan">Its plan.</param>
/// <param name="isReversible">Whether the block can be undone, so that others may compute its stages.</param>
/// <param name="code">Where to write.</param>
internal sealed class StepEmitter(Scheme scheme, Plan plan, bool isReversible, CodeWriter code)
{
    private readonly BlockKind _kind = BlockKind.Of(scheme);
    private readonly LearnableStep? _learnable = scheme.Step as LearnableStep;

    /// <summary>Writes the methods of a block.</summary>
    public static void EmitAll(Scheme scheme, CodeWriter code)
    {
        var inverse = Inverse.Of(scheme);
        new StepEmitter(scheme, Plan.Of(scheme), inverse is not null, code).Emit();
        if (inverse is null)
            return;
        code.Lines("");
        new StepEmitter(inverse, Plan.Of(inverse, isInverse: true), isReversible: true, code).EmitInverse();
    }

    private void EmitInverse()
    {
        code.Doc("Undoes the step, as far as rounding lets it.").DocParameter("state", "The states after the step.").Lines("/// <returns>The states before the step.</returns>");
        code.Block($"public override {_kind.Result} Invert({_kind.Taken} state)", Body);
    }

    private void Emit()
    {
        if (!_kind.IsRectified(scheme))
        {
            Step("Computes the step.", "override ", "forward");
            return;
        }
        Head("Computes the step.", "override ", "forward", Rectified);
        code.Lines("");
        Step("Computes the step without the ReLU behind it.", "", "BeforeRelu");
    }

    private void Rectified()
    {
        // In place, but where the backward pass may look at the sum.
        if (scheme.Tableau.HasOneState && plan.Results.Any(IsLearnt))
            code.Lines($"using var before = BeforeRelu({_kind.Argument});", "return before.relu();");
        else
            code.Lines($"return {_kind.Rectify!($"BeforeRelu({_kind.Argument})")};");
    }

    private static bool IsLearnt(PlannedRow row) => row.Terms.Any(term => term.Factor is not null);

    private void Head(string summary, string modifier, string name, Action body)
    {
        code.Doc(summary).DocParameter(_kind.Argument, _kind.ArgumentSummary).Lines($"/// <returns>{_kind.ResultSummary}</returns>");
        code.Block($"public {modifier}{_kind.Result} {name}({_kind.Taken} {_kind.Argument})", body);
    }

    private void Step(string summary, string modifier, string name) => Head(summary, modifier, name, Body);

    private void Body()
    {
        code.Lines("using var scope = NewDisposeScope();");
        if (_learnable is not null)
            code.Lines($"var {Plan.Step} = Learnt({string.Join(", ", [_learnable.IsPerChannel ? "Step.view(-1, 1, 1)" : "Step", .. StagesTakeStep ? Subnets : []])});");
        foreach (var coefficient in scheme.Coefficients)
            code.Lines($"var {coefficient.Name} = Learnt({BlockEmitter.Property(coefficient)}{(coefficient.IsPerChannel ? coefficient.MattersAtOnce ? ".view(-1, 1, 1)" : "?.view(-1, 1, 1)" : "")});");
        TakeJoins();
        TakeStates();
        var schedule = Schedule.Of(plan);
        new ScheduleWriter(plan, schedule, Subnet, code).Stages(TakeHistoriesOf);
        code.Lines($"return {_kind.Give([.. Results(schedule.Moments[schedule.Moments.Count - 1].Sums)])};");
    }

    private bool StagesTakeStep => _learnable is not null && !isReversible && plan.StagesCanTakeStep;

    private IEnumerable<string> Subnets => plan.Stages.Select(stage => BlockEmitter.Subnet(scheme, stage)).Distinct();

    // Who computes the stages of a block in its place is told their numbers.
    private string Subnet(PlannedStage stage) =>
        FormattableString.Invariant($"{(isReversible ? $"{stage.Number}, " : StagesTakeStep ? $"{Plan.Step}, " : "")}{BlockEmitter.Subnet(scheme, stage)}");

    private void TakeJoins()
    {
        if (plan.Joins.Count == 0)
            return;
        var live = plan.Fresh("live");
        code.Lines("// The weights of the joins; while the block is trained, some may be 0.", $"var {live} = Paths.Draw(this.training);");
        foreach (var join in plan.Joins)
            code.Lines($"var {join.Name} = {live}.Join({string.Join(", ", join.Weights.Select(Literals.Double))});");
    }

    // The states come one by one, and a history that has not begun is what it is the history of.
    private void TakeStates()
    {
        var states = scheme.Tableau.States;
        if (!scheme.Tableau.HasOneState)
            TakeStates(states);
        else if (Plan.Variable(states[0]) is var variable && variable != _kind.Argument)
            code.Lines($"var {variable} = {_kind.Argument};");
        foreach (var state in states.Where(state => state.Past is null).Select(Plan.Variable).Where(plan.Branches))
            code.Lines($"{state} = Branch({state});");
    }

    private void TakeStates(EquatableArray<State> states)
    {
        for (var i = 0; i < states.Count; i++)
        {
            if (states[i].Past is null)
                code.Lines($"var {Plan.Variable(states[i])} = state.Now({i});");
        }
        for (var i = 0; i < states.Count; i++)
        {
            if (states[i].Past?.State is { } now)
                code.Lines($"var {Plan.Variable(states[i])} = state.Past({i}) ?? {Plan.Variable(states[now])};");
        }
    }

    private void TakeHistoriesOf(PlannedStage stage)
    {
        var states = scheme.Tableau.States;
        for (var i = 0; i < states.Count; i++)
        {
            if (states[i].Past?.Stage == stage.Number - 1)
                code.Lines($"var {Plan.Variable(states[i])} = state.Past({i}) ?? k{stage.Number};");
        }
    }

    private IEnumerable<string> Results(IEnumerable<ScheduledSum> sums)
    {
        var results = new Queue<ScheduledSum>(sums);
        return scheme.Tableau.HasOneState ? results.Select(Result) : scheme.Tableau.States.Select(state => state.Past is { } past ? HandedOn(past) : Result(results.Dequeue()));
    }

    // What is computed here leaves with the result; a state that becomes another stays where it came from.
    private string Result(ScheduledSum sum)
    {
        var value = CombinationWriter.Write(sum);
        var isState = plan.Given.Any(given => given.Map == value);
        var rectifies = scheme.EndsWithRelu && !_kind.IsRectified(scheme);
        if (isState && !rectifies)
            return Kept(value);
        var relu = rectifies ? isState || plan.Results.Any(IsLearnt) ? ".relu()" : ".relu_()" : "";
        return $"{value}{relu}.MoveToOuterDisposeScope()";
    }

    private string HandedOn(Past past)
    {
        var map = Plan.HandedOnAs(past, scheme.Tableau);
        return past.Lag > 1 ? map : past.State is not null ? Kept(map) : $"{map}.MoveToOuterDisposeScope()";
    }

    private string Kept(string state) => plan.Branches(state) ? $"{state}.MoveToOuterDisposeScope()" : state;
}

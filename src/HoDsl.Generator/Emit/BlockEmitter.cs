using HoDsl.Generator.Language;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Emit;

/// <summary>Writes the module that computes one step of a scheme.</summary>
internal sealed class BlockEmitter(Scheme scheme, CodeWriter code)
{
    private readonly Plan _plan = Plan.Of(scheme);
    private readonly Schedule? _schedule = Schedule.Of(scheme);
    private readonly BlockKind _kind = BlockKind.Of(scheme);
    private readonly LearnableStep? _learnable = scheme.Step as LearnableStep;

    private bool ScalesStages => _learnable is { ScalesOutputOnly: false };

    private bool ScalesResults => _learnable is not null;

    /// <summary>Describes the parameters of a block's constructor.</summary>
    public static void DescribeParameters(Scheme scheme, CodeWriter code) => code
        .DocParameter("subnet", scheme.SharesWeights ? "Makes the subnet that all stages share." : "Makes the subnet of a stage; called once per stage.")
        .DocParameter("block", "The shape of the block's maps and its place in a body, where subnets or steps ask for them.");

    public void Emit()
    {
        SchemeEmitter.Describe(scheme, code, $"{scheme.Title ?? scheme.Name}, one step: {scheme.Facts}.");
        code.Lines("/// <typeparam name=\"TSubnet\">The map f of a stage; it keeps the shape of its input.</typeparam>", SchemeEmitter.Attribute);
        code.Block(Head(), () =>
        {
            Constants();
            Constructor();
            Subnets();
            Parameters();
            Forward();
            Projection();
        });
    }

    private string Head()
    {
        var projected = _learnable?.Range is null ? "" : ", global::HoDsl.Runtime.Blocks.IProjected";
        return $"public sealed class {scheme.Name}<TSubnet> : global::HoDsl.Runtime.Blocks.{_kind.Block}<TSubnet>{projected} where TSubnet : {BlockKind.Subnet}";
    }

    private void Constants()
    {
        foreach (var stage in _plan.Stages)
            Constant($"c{stage.Number}", stage.Node);
        if (scheme.Step is ConstantStep { Value: var step } && step != Surd.One)
            code.Lines($"// The step h = {step} is multiplied into the coefficients.");
        var computed = _plan.Stages.Select(stage => stage.Input).Where(row => CombinationWriter.OneMap(row, ScalesStages) is null)
            .Concat(_plan.Results.Where(row => CombinationWriter.OneMap(row, ScalesResults) is null));
        foreach (var term in computed.SelectMany(row => row.Terms).Where(term => term.Symbol is not null))
            Constant(term.Symbol!, term.Coefficient);
        code.Lines("");
    }

    private void Constant(string symbol, Surd value) =>
        code.Lines($"private const double {symbol} = {Literals.Double(value)};{(Literals.IsExact(value) ? "" : $" // {value}")}");

    private void Constructor()
    {
        code.Doc("Makes the block.");
        DescribeParameters(scheme, code);
        code.Lines(
            $"public {scheme.Name}(",
            "    global::System.Func<global::HoDsl.Runtime.Blocks.StageInfo, TSubnet> subnet,",
            "    global::HoDsl.Runtime.Blocks.BlockInfo? block = null)");
        code.Block($"    : base({Literals.Text(scheme.Name)})", () =>
        {
            code.Lines("block ??= global::HoDsl.Runtime.Blocks.BlockInfo.Alone;");
            foreach (var stage in OwnSubnets())
                code.Lines($"{Subnet(stage)} = subnet(new(block, {stage.Number}, c{stage.Number}));");
            if (_learnable is not null)
                code.Lines($"Step = global::HoDsl.Runtime.Blocks.LearntNumber.{NewStep(_learnable)};");
            foreach (var coefficient in scheme.Coefficients)
                code.Lines($"{Property(coefficient)} = {NewCoefficient(coefficient)};");
            foreach (var stage in OwnSubnets())
                code.Lines($"register_module({Literals.Text(Subnet(stage).ToLowerInvariant())}, {Subnet(stage)});");
            if (_learnable is not null)
                code.Lines("register_parameter(\"step\", Step);");
            foreach (var coefficient in scheme.Coefficients)
                code.Lines($"{(coefficient.MattersAtOnce ? "" : $"if ({Property(coefficient)} is not null) ")}register_parameter({Literals.Text(coefficient.Name)}, {Property(coefficient)});");
        });
        code.Lines("");
    }

    private static string NewStep(LearnableStep step) =>
        step.IsPerChannel ? $"PerChannel(block, {Literals.Double(step.Initial)})" : $"PerBlock({Literals.Double(step.Initial)})";

    private static string NewCoefficient(Coefficient coefficient)
    {
        var (low, high) = (Literals.Double(coefficient.Low), Literals.Double(coefficient.High));
        var initial = low == high ? low : $"{low}, {high}";
        var made = $"global::HoDsl.Runtime.Blocks.LearntNumber.{(coefficient.IsPerChannel ? $"PerChannel(block, {initial})" : $"PerBlock({initial})")}";
        return coefficient.MattersAtOnce ? made : $"block.Index == 0 ? null : {made}";
    }

    private static string Property(Coefficient coefficient) => Keywords.PropertyOf(coefficient.Name);

    private IEnumerable<PlannedStage> OwnSubnets() => scheme.SharesWeights ? _plan.Stages.Take(1) : _plan.Stages;

    private string Subnet(PlannedStage stage) => scheme.SharesWeights ? "F" : $"F{stage.Number}";

    private void Subnets()
    {
        foreach (var stage in OwnSubnets())
        {
            code.Doc(scheme.SharesWeights ? "The subnet of all stages." : $"The subnet of stage {stage.Number}, at the node {stage.Node}.");
            code.Lines($"public TSubnet {Subnet(stage)} {{ get; }}", "");
        }
    }

    private void Parameters()
    {
        if (_learnable is not null)
        {
            var range = _learnable.Range is { } r ? $", kept between {r.Low} and {r.High}" : "";
            code.Doc($"The step h, learnt: {(_learnable.IsPerChannel ? "one number a channel" : "a scalar")}{range}.");
            code.Lines("public global::TorchSharp.Modules.Parameter Step { get; }", "");
        }
        foreach (var coefficient in scheme.Coefficients)
        {
            var first = coefficient.MattersAtOnce ? "" : "; null in the first block of a body, where it does not matter";
            code.Doc($"The coefficient {coefficient.Name}, learnt: {(coefficient.IsPerChannel ? "one number a channel" : "a scalar")}{first}.");
            code.Lines($"public global::TorchSharp.Modules.Parameter{(coefficient.MattersAtOnce ? "" : "?")} {Property(coefficient)} {{ get; }}", "");
        }
    }

    private void Forward()
    {
        code.Doc("Computes the step.").DocParameter(_kind.Argument, _kind.ArgumentSummary).Lines($"/// <returns>{_kind.ResultSummary}</returns>");
        code.Block($"public override {_kind.Result} forward({_kind.Taken} {_kind.Argument})", () =>
        {
            code.Lines("using var scope = NewDisposeScope();");
            if (_learnable is not null)
                code.Lines(_learnable.IsPerChannel ? "var h = Step.view(-1, 1, 1);" : "var h = Step;");
            foreach (var coefficient in scheme.Coefficients)
                code.Lines($"var {coefficient.Name} = {Property(coefficient)}{(coefficient.IsPerChannel ? coefficient.MattersAtOnce ? ".view(-1, 1, 1)" : "?.view(-1, 1, 1)" : "")};");
            TakeStates();
            if (_schedule is not null)
                new ScheduleWriter(_plan, _schedule, Subnet, code).Stages();
            else
                Stages();
            code.Lines($"return {_kind.Give([.. Results()])};");
        });
    }

    private void Stages()
    {
        foreach (var stage in _plan.Stages)
        {
            code.Lines($"var k{stage.Number} = Stage({Subnet(stage)}, {CombinationWriter.WriteRead(stage.Input, ScalesStages)});");
            TakeHistoriesOf(stage);
        }
    }

    // The states come one by one, and a history that has not begun is what it is the history of.
    private void TakeStates()
    {
        var states = scheme.Tableau.States;
        if (!scheme.Tableau.HasOneState)
            TakeStates(states);
        else if (Plan.Variable(states[0]) is var variable && variable != _kind.Argument)
            code.Lines($"var {variable} = {_kind.Argument};");
        foreach (var state in states.Where(state => state.Past is null).Select(Plan.Variable).Where(_plan.Branches))
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

    private IEnumerable<string> Results()
    {
        var rows = _schedule is not null ? _schedule.Moments[_schedule.Moments.Count - 1].Sums.Select(sum => sum.AsRow()) : _plan.Results;
        var results = new Queue<PlannedRow>(rows);
        return scheme.Tableau.HasOneState ? rows.Select(Result) : scheme.Tableau.States.Select(state => state.Past is { } past ? HandedOn(past) : Result(results.Dequeue()));
    }

    // What is computed here leaves with the result; a state that becomes another stays where it came from.
    private string Result(PlannedRow row)
    {
        var value = CombinationWriter.Write(row, ScalesResults);
        var isState = scheme.Tableau.States.Any(state => Plan.Variable(state) == value);
        if (isState && !scheme.EndsWithRelu)
            return Kept(value);
        var relu = scheme.EndsWithRelu ? isState ? ".relu()" : ".relu_()" : "";
        return $"{value}{relu}.MoveToOuterDisposeScope()";
    }

    private string HandedOn(Past past)
    {
        if (past.Lag > 1)
            return Plan.Variable(scheme.Tableau.States.First(state => state.Past == past with { Lag = past.Lag - 1 }));
        return past.State is { } state ? Kept(Plan.Variable(scheme.Tableau.States[state])) : $"k{past.Stage + 1}.MoveToOuterDisposeScope()";
    }

    private string Kept(string state) => _plan.Branches(state) ? $"{state}.MoveToOuterDisposeScope()" : state;

    private void Projection()
    {
        if (_learnable?.Range is not { } range)
            return;
        code.Lines("").Doc("Moves the step to the nearest number of its range.");
        code.Block("public void Project()", () => code.Lines(
            $"global::HoDsl.Runtime.Blocks.LearntNumber.Project(Step, {Literals.Double(range.Low)}, {Literals.Double(range.High)});"));
    }
}

using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes;

namespace HoDsl.Generator.Emit;

/// <summary>Writes the module that computes one step of a scheme.</summary>
internal sealed class BlockEmitter(Scheme scheme, CodeWriter code)
{
    /// <summary>What every subnet is.</summary>
    public const string SubnetType = "global::TorchSharp.torch.nn.Module<global::TorchSharp.torch.Tensor, global::TorchSharp.torch.Tensor>";

    private const string Tensor = "global::TorchSharp.torch.Tensor";

    private readonly Plan _plan = Plan.Of(scheme);
    private readonly LearnableStep? _learnable = scheme.Step as LearnableStep;

    private bool IsPair => _plan.Results.Count > 1;

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
            StepParameter();
            Forward();
            Projection();
        });
    }

    private string Head()
    {
        var @base = $"global::HoDsl.Runtime.Blocks.{(IsPair ? "PairBlock" : "Block")}<TSubnet>";
        var projected = _learnable?.Range is null ? "" : ", global::HoDsl.Runtime.Blocks.IProjected";
        return $"public sealed class {scheme.Name}<TSubnet> : {@base}{projected} where TSubnet : {SubnetType}";
    }

    private void Constants()
    {
        foreach (var stage in _plan.Stages)
            Constant($"c{stage.Number}", stage.Node);
        if (scheme.Step is ConstantStep { Value: var step } && step != Surd.One)
            code.Lines($"// The step h = {step} is multiplied into the coefficients.");
        foreach (var term in _plan.Stages.Select(stage => stage.Input).Concat(_plan.Results).SelectMany(row => row.Terms))
            Constant(term.Symbol, term.Coefficient);
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
                code.Lines($"Step = global::HoDsl.Runtime.Blocks.StepParameter.{NewStep(_learnable)};");
            foreach (var stage in OwnSubnets())
                code.Lines($"register_module({Literals.Text(Subnet(stage).ToLowerInvariant())}, {Subnet(stage)});");
            if (_learnable is not null)
                code.Lines("register_parameter(\"step\", Step);");
        });
        code.Lines("");
    }

    private static string NewStep(LearnableStep step) =>
        step.IsPerChannel ? $"PerChannel(block, {Literals.Double(step.Initial)})" : $"PerBlock({Literals.Double(step.Initial)})";

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

    private void StepParameter()
    {
        if (_learnable is null)
            return;
        var range = _learnable.Range is { } r ? $", kept between {r.Low} and {r.High}" : "";
        code.Doc($"The step h, learnt: {(_learnable.IsPerChannel ? "one number a channel" : "a scalar")}{range}.");
        code.Lines("public global::TorchSharp.Modules.Parameter Step { get; }", "");
    }

    private void Forward()
    {
        code.Doc("Computes the step.").DocParameter("y", "The map before the step.");
        code.Lines($"/// <returns>{(IsPair ? "The maps that the weights and the embedded weights give" : "The map after the step")}, of the shape of y.</returns>");
        code.Block($"public override {(IsPair ? $"({Tensor} y, {Tensor} embedded)" : Tensor)} forward({Tensor} y)", () =>
        {
            code.Lines("using var scope = NewDisposeScope();");
            if (_learnable is not null)
                code.Lines(_learnable.IsPerChannel ? "var h = Step.view(-1, 1, 1);" : "var h = Step;");
            foreach (var stage in _plan.Stages)
                code.Lines($"var k{stage.Number} = {Subnet(stage)}.call({Combination(stage.Input, isScaled: _learnable is { ScalesOutputOnly: false })});");
            var results = _plan.Results.Select(Result).ToList();
            code.Lines(IsPair ? $"return ({string.Join(", ", results)});" : $"return {results[0]};");
        });
    }

    private string Result(PlannedRow row) =>
        $"{Combination(row, isScaled: _learnable is not null)}{(scheme.EndsWithRelu ? ".relu_()" : "")}.MoveToOuterDisposeScope()";

    private static string Combination(PlannedRow row, bool isScaled) => row.Terms.Count == 0
        ? "y"
        : $"Combine(y, {(isScaled ? "h, " : "")}{string.Join(", ", row.Terms.Select(term => $"({term.Symbol}, k{term.Stage})"))})";

    private void Projection()
    {
        if (_learnable?.Range is not { } range)
            return;
        code.Lines("").Doc("Moves the step to the nearest number of its range.");
        code.Block("public void Project()", () => code.Lines(
            $"global::HoDsl.Runtime.Blocks.StepParameter.Project(Step, {Literals.Double(range.Low)}, {Literals.Double(range.High)});"));
    }
}

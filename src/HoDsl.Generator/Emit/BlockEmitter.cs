using HoDsl.Generator.Language;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes;

namespace HoDsl.Generator.Emit;

/// <summary>Writes the module that computes one step of a scheme.</summary>
internal sealed class BlockEmitter(Scheme scheme, CodeWriter code)
{
    // Parameters are asked for by name: moving a module to another type or device puts others in their places.
    private static readonly string StepName = Literals.Text("step");

    private readonly Plan _plan = Plan.Of(scheme);
    private readonly BlockKind _kind = BlockKind.Of(scheme);
    private readonly LearnableStep? _learnable = scheme.Step as LearnableStep;

    /// <summary>The property of a stage's subnet.</summary>
    public static string Subnet(Scheme scheme, PlannedStage stage) => scheme.SharesWeights ? "F" : $"F{stage.Number}";

    /// <summary>The property of a learnt coefficient.</summary>
    public static string Property(Coefficient coefficient) => Keywords.PropertyOf(coefficient.Name);

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
            StepEmitter.EmitAll(scheme, code);
            Projection();
        });
    }

    private string Head()
    {
        var projected = _learnable?.Range is null ? "" : ", global::HoDsl.Runtime.Blocks.IProjected";
        var rectified = _kind.IsRectified(scheme) ? $", global::HoDsl.Runtime.Blocks.IRectified<{_kind.Taken}>" : "";
        var joining = _plan.Joins.Count == 0 ? "" : ", global::HoDsl.Runtime.Blocks.IJoining";
        var block = Inverse.Of(scheme) is null ? _kind.Block : "ReversibleBlock";
        return $"public sealed class {scheme.Name}<TSubnet> : global::HoDsl.Runtime.Blocks.{block}<TSubnet>{projected}{rectified}{joining} where TSubnet : {BlockKind.Subnet}";
    }

    private void Constants()
    {
        foreach (var stage in _plan.Stages)
            Constant($"c{stage.Number}", stage.Node);
        if (scheme.Step is ConstantStep { Value: var step } && step != Surd.One)
            code.Lines($"// The step h = {step} is multiplied into the coefficients.");
        foreach (var term in _plan.Rows.Where(row => row.Terms.Count > 1 || !row.Terms[0].IsMapItself).Where(row => !row.IsJoin).SelectMany(row => row.Terms).Where(term => term.Symbol is not null))
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
            if (_plan.Columns > 0)
                code.Lines($"Paths = new(block.DropPath, columns: {_plan.Columns});");
            code.Block("if (block.OwnsSubnets)", () =>
            {
                foreach (var stage in OwnSubnets())
                    code.Lines($"register_module({Literals.Text(Subnet(stage).ToLowerInvariant())}, {Subnet(stage)});");
            });
            if (_learnable is not null)
                code.Lines($"register_parameter({StepName}, {NewStep(_learnable)});");
            foreach (var coefficient in scheme.Coefficients)
                code.Lines($"{(coefficient.MattersAtOnce ? "" : "if (block.Index > 0) ")}register_parameter({Literals.Text(coefficient.Name)}, {NewCoefficient(coefficient)});");
        });
        code.Lines("");
    }

    private static string NewStep(LearnableStep step) => NewNumber(step.IsPerChannel, Literals.Double(step.Initial));

    private static string NewCoefficient(Coefficient coefficient)
    {
        var (low, high) = (Literals.Double(coefficient.Low), Literals.Double(coefficient.High));
        return NewNumber(coefficient.IsPerChannel, low == high ? low : $"{low}, {high}");
    }

    private static string NewNumber(bool isPerChannel, string initial) =>
        $"global::HoDsl.Runtime.Blocks.LearntNumber.{(isPerChannel ? $"PerChannel(block, {initial})" : $"PerBlock({initial})")}";

    private IEnumerable<PlannedStage> OwnSubnets() => scheme.SharesWeights ? _plan.Stages.Take(1) : _plan.Stages;

    private string Subnet(PlannedStage stage) => Subnet(scheme, stage);

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
        if (_plan.Columns > 0)
            code.Doc("Which terms of the joins live while the block is trained.").Lines("public global::HoDsl.Runtime.Blocks.Paths Paths { get; }", "");
        if (_learnable is not null)
        {
            var range = _learnable.Range is { } r ? $", kept between {r.Low} and {r.High}" : "";
            code.Doc($"The step h, learnt: {(_learnable.IsPerChannel ? "one number a channel" : "a scalar")}{range}.");
            code.Lines($"public global::TorchSharp.Modules.Parameter Step => get_parameter({StepName})!;", "");
        }
        foreach (var coefficient in scheme.Coefficients)
        {
            var first = coefficient.MattersAtOnce ? "" : "; null in the first block of a body, where it does not matter";
            code.Doc($"The coefficient {coefficient.Name}, learnt: {(coefficient.IsPerChannel ? "one number a channel" : "a scalar")}{first}.");
            code.Lines($"public global::TorchSharp.Modules.Parameter{(coefficient.MattersAtOnce ? "" : "?")} {Property(coefficient)} => get_parameter({Literals.Text(coefficient.Name)}){(coefficient.MattersAtOnce ? "!" : "")};", "");
        }
    }

    private void Projection()
    {
        if (_learnable?.Range is not { } range)
            return;
        code.Lines("").Doc("Moves the step to the nearest number of its range.");
        code.Block("public void Project()", () => code.Lines(
            $"global::HoDsl.Runtime.Blocks.LearntNumber.Project(Step, {Literals.Double(range.Low)}, {Literals.Double(range.High)});"));
    }
}

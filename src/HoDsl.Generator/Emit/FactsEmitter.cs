using HoDsl.Generator.Language;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes;
using HoDsl.Generator.Schemes.Facts;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Emit;

/// <summary>Writes the struct with the facts of a scheme and the factory of its blocks.</summary>
internal sealed class FactsEmitter(Scheme scheme, CodeWriter code, CancellationToken cancellation)
{
    private const int LongestFormula = 400;

    private readonly BlockKind _kind = BlockKind.Of(scheme);

    private string Title => scheme.Title ?? scheme.Name;

    public void Emit()
    {
        SchemeEmitter.Describe(scheme, code, $"{Title}: {scheme.Facts}{(scheme.Order > 0 ? ", proved at compile time" : "")}.");
        code.Lines(SchemeEmitter.Attribute);
        code.Block($"public readonly struct {scheme.Name} : {string.Join(", ", Interfaces().Select(name => $"global::HoDsl.Runtime.Blocks.{name}"))}", () =>
        {
            Fact("string", "Name", Literals.Text(scheme.Name), "The scheme's name.");
            Fact("string", "Title", Literals.Text(Title), "The scheme's title.");
            Fact("int", "Stages", $"{scheme.Tableau.Stages}", "How many stages the tableau has.");
            Fact("int", "StagesUsed", $"{scheme.StagesUsed.Count}", "How many stages a block computes: those that its output needs.");
            Fact("int?", "Order", scheme.Order?.ToString() ?? "null", "The proved order of the weights; null where the scheme is no method for one equation.");
            Fact("int?", "EmbeddedOrder", scheme.EmbeddedOrder?.ToString() ?? "null", "The proved order of the embedded weights; null where there are none.");
            Numbers("Nodes", scheme.Tableau.Nodes, "The nodes c.");
            Matrix("Coefficients", scheme.Tableau.StageRows.Select(row => row.Stages), "The matrix A, row by row: Stages times Stages entries.");
            Weights();
            if (scheme.Tableau.Embedded is { } embedded)
                Numbers("EmbeddedWeights", embedded.Stages, "The embedded weights.");
            var facts = SchemeFacts.Of(scheme, cancellation);
            if (facts.RungeKutta is { } method)
                Method(method);
            Block(facts);
            Factory();
        });
    }

    private IEnumerable<string> Interfaces() => scheme.IsMethod ? [_kind.Scheme, "IRungeKutta"] : [_kind.Scheme];

    private void Fact(string type, string name, string value, string summary) =>
        code.Doc(summary).Lines($"public static {type} {name} => {value};", "");

    private void Numbers(string name, IEnumerable<Surd> values, string summary) =>
        Fact("global::System.ReadOnlySpan<double>", name, $"[{List(values)}]", summary);

    private void Weights()
    {
        var tableau = scheme.Tableau;
        if (tableau.HasOneState)
        {
            Numbers("Weights", tableau.Weights.Stages, "The weights b.");
            return;
        }
        Matrix("StateCoefficients", tableau.StageRows.Select(row => row.States), "The matrix U of the states' weights in the stages, row by row; what is learnt is left out.");
        Matrix("Weights", tableau.Results.Select(row => row.Stages), "The matrix B of the stages' weights in the states, row by row; what is learnt is left out.");
        Matrix("StateWeights", tableau.Results.Select(row => row.States), "The matrix V of the states' weights in the states, row by row; what is learnt is left out.");
        var slots = tableau.States.Select(state => $"new({Literals.Text(state.Name)}, global::HoDsl.Runtime.Blocks.StateBeginning.{state.Beginning}{RememberedBy(state)})");
        code.Doc("The states that a block takes and gives.");
        code.Lines($"public static global::HoDsl.Runtime.Blocks.StateLayout Layout {{ get; }} = new({string.Join(", ", slots)});", "");
    }

    // Which state is in the history's place one block later.
    private string RememberedBy(State state)
    {
        if (state.Past is not { } past)
            return "";
        var newer = past.Lag > 1 ? scheme.Tableau.States.Select(other => other.Past).ToList().IndexOf(past with { Lag = past.Lag - 1 }) : past.State;
        return newer is { } place ? $", Of: {place}" : "";
    }

    private void Matrix(string name, IEnumerable<EquatableArray<Surd>> rows, string summary)
    {
        code.Doc(summary);
        code.Lines($"public static global::System.ReadOnlySpan<double> {name} =>", "[");
        foreach (var row in rows)
            code.Lines($"    {List(row)},");
        code.Lines("];", "");
    }

    private static string List(IEnumerable<Surd> values) => string.Join(", ", values.Select(Literals.Double));

    private void Method(RungeKuttaFacts facts)
    {
        var stageOrders = facts.StageOrders.Select(order => order is { } number ? $"{number}" : "null");
        Fact("double", "ErrorNorm", Literals.Double(facts.ErrorNorm), $"The principal error norm: the root of the sum of ((1/gamma - Phi)/sigma)^2 over the rooted trees of {scheme.Order + 1} nodes.");
        if (facts.EmbeddedErrorNorm is { } embedded)
            Fact("double", "EmbeddedErrorNorm", Literals.Double(embedded), $"The error norm of the embedded weights, over the rooted trees of {scheme.EmbeddedOrder + 1} nodes.");
        var formula = facts.StabilityPolynomial.ToString();
        Numbers("StabilityPolynomial", facts.StabilityPolynomial.Coefficients, $"The stability polynomial of the weights{(formula.Length > LongestFormula ? "" : $", R(z) = {formula}")}: its coefficients, that of the lowest power first.");
        Fact("double", "RealAxisLimit", Literals.Double(facts.RealAxisLimit), "The stability limit on the negative real axis: |R| is at most 1 on all of it that lies nearer to 0.");
        Fact("double", "ImaginaryAxisLimit", Literals.Double(facts.ImaginaryAxisLimit), "The stability limit on the imaginary axis; 0 where |R| exceeds 1 at once.");
        Fact("double", "SspCoefficient", Literals.Double(facts.SspCoefficient), "The SSP coefficient, which is the radius of absolute monotonicity: how many times longer than a step of one stage a step may be that preserves strong stability.");
        Fact("bool", "IsFsal", Literals.Bool(facts.IsFsal), "Whether the last stage reads the result, so that the next step could begin with it.");
        if (scheme.IsMethod && scheme.Output == BlockOutput.Embedded)
            Fact("bool", "GivesEmbedded", "true", "Whether a step gives the result of the embedded weights.");
        if (scheme.IsMethod)
            Fact("global::HoDsl.Runtime.Blocks.RungeKuttaMethod", "Method", $"global::HoDsl.Runtime.Blocks.RungeKuttaMethod.Of<{scheme.Name}>()", "The tableau as a method for differential equations.");
        code.Doc("The order of each stage as an approximation at its node; null where it is exact.");
        code.Lines($"public static global::System.Collections.Generic.IReadOnlyList<int?> StageOrders {{ get; }} = [{string.Join(", ", stageOrders)}];", "");
    }

    private void Block(SchemeFacts facts)
    {
        Fact("bool", "EndsWithRelu", Literals.Bool(scheme.EndsWithRelu), "Whether a block's result goes through ReLU.");
        if (Plan.Of(scheme).Columns is var columns and > 0)
            Fact("int", "Columns", $"{columns}", "How many columns meet in the widest join, a row that averages several stages.");
        Fact("bool", "IsInvertible", Literals.Bool(facts.IsInvertible), "Whether a block can be undone in closed form.");
        Fact("int", "NonzerosA", $"{facts.NonzerosA}", "How many coefficients of the stages are not 0.");
        Fact("int", "NonzerosB", $"{facts.NonzerosB}", "How many weights are not 0.");
        Fact("int", "LiveMapsPeak", $"{facts.LiveMaps.Peak}", "The fewest maps (states, stages, partial sums) alive at once with which a forward pass can do.");
        Fact("global::System.ReadOnlySpan<int>", "LiveMapsRetained", $"[{string.Join(", ", facts.LiveMaps.Retained)}]", "How many of them are held while each subnet runs, besides its input.");
    }

    private void Factory()
    {
        code.Doc("Makes one block: one step of the scheme.");
        BlockEmitter.DescribeParameters(scheme, code);
        code.Lines(
            $"public static global::HoDsl.Runtime.Blocks.{_kind.Block}<TSubnet> Create<TSubnet>(",
            "    global::System.Func<global::HoDsl.Runtime.Blocks.StageInfo, TSubnet> subnet,",
            "    global::HoDsl.Runtime.Blocks.BlockInfo? block = null)",
            $"    where TSubnet : {BlockKind.Subnet} => new {scheme.Name}<TSubnet>(subnet, block);");
        if (_kind.Body is not { } body)
            return;
        code.Lines("").Doc("Makes a body: blocks of the scheme, one after the other, that map one map to one.");
        code.DocParameter("subnet", "Makes the subnet of a stage.").DocParameter("shape", "The shape of the body's maps.").DocParameter("count", "How many blocks.")
            .DocParameter("options", "How the blocks are made, trained and kept in memory; null for nothing special.");
        code.Lines(
            $"public static {BlockKind.Subnet} CreateBody<TSubnet>(",
            "    global::System.Func<global::HoDsl.Runtime.Blocks.StageInfo, TSubnet> subnet,",
            "    global::HoDsl.Runtime.Blocks.MapShape shape,",
            "    int count,",
            "    global::HoDsl.Runtime.Blocks.BodyOptions? options = null)",
            $"    where TSubnet : {BlockKind.Subnet} => global::HoDsl.Runtime.Blocks.Body.{body}<{scheme.Name}, TSubnet>(shape, count, subnet, options);");
    }
}

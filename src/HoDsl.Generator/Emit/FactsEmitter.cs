using HoDsl.Generator.Language;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes;

namespace HoDsl.Generator.Emit;

/// <summary>Writes the struct with the facts of a scheme and the factory of its blocks.</summary>
internal sealed class FactsEmitter(Scheme scheme, CodeWriter code)
{
    private bool IsPair => scheme.Output == BlockOutput.Both;

    private string Title => scheme.Title ?? scheme.Name;

    public void Emit()
    {
        SchemeEmitter.Describe(scheme, code, $"{Title}: {scheme.Facts}, proved at compile time.");
        code.Lines(SchemeEmitter.Attribute);
        code.Block($"public readonly struct {scheme.Name} : global::HoDsl.Runtime.Blocks.{(IsPair ? "IPairScheme" : "IScheme")}", () =>
        {
            Fact("string", "Name", Literals.Text(scheme.Name), "The scheme's name.");
            Fact("string", "Title", Literals.Text(Title), "The scheme's title.");
            Fact("int", "Stages", $"{scheme.Tableau.Stages}", "How many stages the tableau has.");
            Fact("int", "StagesUsed", $"{scheme.StagesUsed.Count}", "How many stages a block computes: those that its output needs.");
            Fact("int", "Order", $"{scheme.Order}", "The proved order of the weights.");
            Fact("int?", "EmbeddedOrder", scheme.EmbeddedOrder?.ToString() ?? "null", "The proved order of the embedded weights; null where there are none.");
            Numbers("Nodes", scheme.Tableau.Nodes, "The nodes c.");
            Matrix();
            Numbers("Weights", scheme.Tableau.Weights.Stages, "The weights b.");
            if (scheme.Tableau.Embedded is { } embedded)
                Numbers("EmbeddedWeights", embedded.Stages, "The embedded weights.");
            Factory();
        });
    }

    private void Fact(string type, string name, string value, string summary) =>
        code.Doc(summary).Lines($"public static {type} {name} => {value};", "");

    private void Numbers(string name, IEnumerable<Surd> values, string summary) =>
        Fact("global::System.ReadOnlySpan<double>", name, $"[{List(values)}]", summary);

    private void Matrix()
    {
        code.Doc("The matrix A, row by row: Stages times Stages entries.");
        code.Lines("public static global::System.ReadOnlySpan<double> Coefficients =>", "[");
        foreach (var row in scheme.Tableau.StageRows)
            code.Lines($"    {List(row.Stages)},");
        code.Lines("];", "");
    }

    private static string List(IEnumerable<Surd> values) => string.Join(", ", values.Select(Literals.Double));

    private void Factory()
    {
        var block = IsPair ? "PairBlock" : "Block";
        code.Doc("Makes one block: one step of the scheme.");
        BlockEmitter.DescribeParameters(scheme, code);
        code.Lines(
            $"public static global::HoDsl.Runtime.Blocks.{block}<TSubnet> Create<TSubnet>(",
            "    global::System.Func<global::HoDsl.Runtime.Blocks.StageInfo, TSubnet> subnet,",
            "    global::HoDsl.Runtime.Blocks.BlockInfo? block = null)",
            $"    where TSubnet : {BlockEmitter.SubnetType} => new {scheme.Name}<TSubnet>(subnet, block);");
    }
}

using HoDsl.Generator.Networks;

namespace HoDsl.Generator.Emit;

/// <summary>Writes what makes the body of a network.</summary>
/// <param name="body">The body.</param>
/// <param name="typeParameter">The type parameter that stands for the open scheme; null where there is none.</param>
/// <param name="place">Where it stands among the network's bodies: the element of the variable that says how many blocks each has; null where that is not counted.</param>
internal sealed class BodyCode(Body body, string? typeParameter, (string Blocks, int Index)? place)
{
    private const string Blocks = "global::HoDsl.Runtime.Blocks";

    private string Scheme => body.Scheme is { } scheme ? Type(scheme) : typeParameter!;

    /// <summary>The type of a scheme's facts.</summary>
    public static string Type(SchemeSummary scheme) => $"global::{scheme.Namespace}.{scheme.Name}";

    /// <summary>The lines of the call that makes the body.</summary>
    /// <param name="property">What becomes of it.</param>
    public string[] Write(string property)
    {
        var arguments = new[] { "ref shape", place is var (blocks, index) ? FormattableString.Invariant($"{blocks}[{index}]") : Count(), SubnetCode.Create(body.Subnet) }.Concat(Options()).ToList();
        return [$"{property} = Blocks<{Scheme}, global::{body.Subnet.Class}>(", .. arguments.Select((argument, i) => $"    {argument}{(i + 1 < arguments.Count ? "," : ");")}")];
    }

    /// <summary>How many blocks there are.</summary>
    public string Count()
    {
        var count = FormulaCode.Write(body.Count.Formula);
        if (!body.CountsLayers)
            return count;
        // Messages speak of what whoever makes the network chooses.
        var (name, value, beside) = body.Count.Formula is BinaryFormula { Operator: '-', Left: ParameterFormula parameter, Right: NumberFormula number }
            ? (parameter.Name, parameter.Name, number.Number)
            : (FormulaCode.InFile(body.Count.Formula), count, 0);
        var enters = body.Entry is null ? "" : ", enters: true";
        return FormattableString.Invariant($"BlocksIn<{Scheme}>({Literals.Text(name)}, {value}, {beside}, {SubnetLayers()}{enters})");
    }

    private string SubnetLayers()
    {
        var depth = ArgumentCode.Write(body.Subnet.Arguments.Given.Where(argument => argument.Parameter.SetsDepth)).ToList();
        return $"global::{body.Subnet.Class}.{(depth.Count == 0 ? "Layers" : $"LayersOf({string.Join(", ", depth)})")}";
    }

    private IEnumerable<string> Options()
    {
        if (body.Channels is { } channels)
            yield return $"channels: {FormulaCode.Write(channels.Formula)}";
        if (body.Entry is { } entry)
            yield return $"enter: ({FormulaCode.Write(entry.Stride.Formula)}, {Blocks}.Shortcut.{Names.Pascal(entry.Shortcut)})";
        if (BodyOptions() is { Length: > 0 } options)
            yield return place is var (blocks, index) ? FormattableString.Invariant($"options: Among({blocks}, {index}, new() {{ {options} }})") : $"options: new() {{ {options} }}";
    }

    private string BodyOptions() => string.Join(", ", Clauses(body.Clauses));

    private static IEnumerable<string> Clauses(BodyClauses clauses)
    {
        if (clauses.IsShared)
            yield return "Shared = true";
        if (clauses.IsRecomputed)
            yield return "Recompute = true";
        if (clauses.IsReversed)
            yield return "Reversible = true";
        if (clauses.StochasticDepth is { } depth)
            yield return $"Depth = new({Literals.Double(depth.First)}, {Literals.Double(depth.Last)}){DepthOptions(depth)}";
        if (clauses.Noise is { } noise)
            yield return $"Noise = new({Blocks}.NoiseDistribution.{(noise.IsNormal ? "Normal" : "Uniform")}, {Literals.Double(noise.Amplitude)})";
        if (clauses.DropPath is { } path)
            yield return $"DropPath = new({Literals.Double(path.Probability)}, {Literals.Double(path.GlobalShare)})";
    }

    private static string DepthOptions(StochasticDepth depth)
    {
        var weight = depth.WeighsInTraining ? [] : new[] { $"Weight = {Blocks}.SurvivalWeight.InEvaluation" };
        var options = weight.Concat(depth.IsPerSample ? ["PerSample = true"] : []).ToList();
        return options.Count == 0 ? "" : $" {{ {string.Join(", ", options)} }}";
    }
}

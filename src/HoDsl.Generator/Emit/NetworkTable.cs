using System.Globalization;
using HoDsl.Generator.Networks;

namespace HoDsl.Generator.Emit;

/// <summary>Draws a network as lines of text: what each item is, gives and costs.</summary>
public static class NetworkTable
{
    private static readonly string[] Heads = ["", "", "gives", "parameters", "multiply-adds", "activations", "held"];

    /// <summary>The lines, one an item below a line of heads. Activations, and what training holds of them, are bytes an image.</summary>
    public static IEnumerable<string> Draw(Network network)
    {
        var rows = new[] { Heads }.Concat(network.Items.Select(item => Row(network, item))).ToList();
        var widths = Enumerable.Range(0, Heads.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        return rows.Select(row => string.Join("  ", row.Select((cell, column) => column < 3 ? cell.PadRight(widths[column]) : cell.PadLeft(widths[column]))).TrimEnd());
    }

    /// <summary>`HO-ResNet of RK4`: what the network is called, and the scheme that it leaves open, where there is one at hand.</summary>
    public static string Title(Network network)
    {
        var scheme = network.OpenScheme is { } open ? $" of {open.AtHand?.Name ?? "some scheme"}" : "";
        return (network.Title ?? network.Name) + scheme;
    }

    /// <summary>`10 layers, 297,674 parameters, 305,792,640 multiply-adds an image`.</summary>
    public static string Totals(Network network)
    {
        var depth = network.Depth is { } layers ? $"{layers} layers, " : "";
        return $"{depth}{Number(network.Cost.Parameters)} parameters, {Number(network.Cost.MultiplyAdds)} multiply-adds an image";
    }

    /// <summary>What the whole network has and costs, a name and a value each.</summary>
    public static IEnumerable<(string Name, string Value)> Facts(Network network)
    {
        if (network.Depth is { } depth)
            yield return ("layers", Number(depth));
        yield return ("parameters", Number(network.Cost.Parameters));
        yield return ("multiply-adds an image", Number(network.Cost.MultiplyAdds));
        yield return ("activations, training", Kibibytes(network.Cost.Activations));
        yield return ("held of them, training", Kibibytes(network.Held.Sum));
        yield return ("activations, inference", Kibibytes(network.Cost.Peak));
    }

    /// <summary>An item in the words of its file: `conv 3x3, 64`.</summary>
    /// <param name="item">The item.</param>
    /// <param name="network">The network whose scheme at hand is named in place of the open one; null to leave it open.</param>
    public static string Text(NetworkItem item, Network? network = null) => item.Part switch
    {
        Body body => $"{Blocks(body)} of {Scheme(body.SchemeName, body.Scheme, network)}({Named(body.Subnet.Name, body.Subnet.Arguments)}){Entry(body.Entry)}{Clauses(body.Clauses)}",
        OdePart ode => FormattableString.Invariant($"ode of {Scheme(ode.SchemeName, ode.Scheme, network)}({Named(ode.Subnet.Name, ode.Subnet.Arguments)}) {Steps(ode.Steps)} time {ode.Time} gradient {ode.Gradient}"),
        Layer layer => Named(layer.Kind, layer.Arguments),
        _ => item.Name,
    };

    /// <summary>The bytes of so many 32-bit floats.</summary>
    public static long Bytes(long numbers) => numbers * sizeof(float);

    /// <summary>A number with its thousands apart.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Scheme(string name, SchemeSummary? scheme, Network? network) => (scheme ?? network?.OpenScheme?.AtHand)?.Name ?? name;

    private static string Kibibytes(long numbers) => $"{Number(Bytes(numbers) / 1024)} KiB an image";

    private static string[] Row(Network network, NetworkItem item) => [item.Name, Text(item, network), item.To.ToString(), Number(item.Cost.Parameters), Number(item.Cost.MultiplyAdds), Number(Bytes(item.Cost.Activations)), Number(Bytes(item.Held.Sum))];

    private static string Blocks(Body body) => body.CountsLayers
        ? Findings.Quantity.Of(body.Count.Number, "layer")
        : Findings.Quantity.Of(body.Blocks, "block");

    private static string Steps(OdeSteps steps) => steps switch
    {
        EqualSteps equal => FormattableString.Invariant($"steps {equal.Count.Number}"),
        LimitedSteps limited => FormattableString.Invariant($"step {limited.Size}"),
        AdaptiveSteps adaptive => FormattableString.Invariant($"tolerance {adaptive.Relative} {adaptive.Absolute}"),
        _ => steps.ToString(),
    };

    private static string Entry(Entry? entry) => entry is null ? "" : FormattableString.Invariant($" enter stride {entry.Stride.Number} shortcut {entry.Shortcut}");

    private static string Clauses(BodyClauses clauses) => string.Concat(
        clauses.IsShared ? " shared" : "",
        clauses.IsReversed ? " reversible" : "",
        clauses.IsRecomputed ? " recompute" : "",
        clauses.StochasticDepth is { } depth ? FormattableString.Invariant($" stochastic-depth linear {depth.First} .. {depth.Last}{(depth.WeighsInTraining ? "" : " weigh evaluation")}{(depth.IsPerSample ? " per image" : "")}") : "",
        clauses.Noise is { } noise ? FormattableString.Invariant($" noise {(noise.IsNormal ? "normal" : "uniform")} {noise.Amplitude}") : "",
        clauses.DropPath is { } path ? FormattableString.Invariant($" drop-path {path.Probability}{(path.GlobalShare > 0 ? FormattableString.Invariant($" global {path.GlobalShare}") : "")}") : "");

    private static string Named(string name, Arguments arguments)
    {
        var placed = arguments.Given.Where(argument => argument.Parameter.HasPlace).Select(argument => Value(argument.Value));
        var options = arguments.Given.Where(argument => !argument.Parameter.HasPlace).Select(argument => $" {argument.Parameter.Name} {Value(argument.Value)}");
        return $"{name} {string.Join(", ", placed)}".TrimEnd() + string.Concat(options);
    }

    private static string Value(Value value) => value switch
    {
        WholeValue whole => whole.Number.ToString(CultureInfo.InvariantCulture),
        RealValue real => real.Number.ToString(CultureInfo.InvariantCulture),
        WindowValue window => FormattableString.Invariant($"{window.Side}x{window.Side}"),
        ChoiceValue choice => choice.Word,
        _ => value.ToString(),
    };
}

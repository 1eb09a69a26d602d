using HoDsl.Generator.Emit;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes;

namespace HoDsl.Generator.Tests.Printing;

/// <summary>Models as the files that say what they mean, and no more.</summary>
internal static class SchemeText
{
    /// <summary>The file of a scheme.</summary>
    public static string Of(Scheme scheme) => string.Join("\n", [.. Directives(scheme), "", .. TableauDrawing.Draw(scheme.Tableau)]);

    private static IEnumerable<string> Directives(Scheme scheme)
    {
        var tolerance = scheme.Tolerance.IsZero ? "" : $" to {Decimal(scheme.Tolerance)}";
        yield return $"scheme {scheme.Name}" + (scheme.Title is { } title ? $" \"{title}\"" : "");
        if (scheme.Source is { } source)
            yield return $"source \"{source}\"";
        if (scheme.Order is > 0 and var order)
            yield return $"order {order}{tolerance}";
        if (scheme.EmbeddedOrder is > 0 and var embedded)
            yield return $"embedded order {embedded}{tolerance}";
        yield return $"states {string.Join(", ", scheme.Tableau.States.Select((state, i) => Text(state, scheme.Tableau.States.Take(i))))}";
        foreach (var coefficient in scheme.Coefficients)
            yield return $"param {coefficient.Name} learnable init {Initial(coefficient)} per {Per(coefficient.IsPerChannel)}";
        yield return $"step {Text(scheme.Step)}";
        yield return $"weights {(scheme.SharesWeights ? "shared" : "per stage")}";
        yield return $"after {(scheme.EndsWithRelu ? "relu" : "none")}";
        yield return $"output {scheme.Output.ToString().ToLowerInvariant()}";
    }

    private static string Text(State state, IEnumerable<State> before) => state.Name + state.Beginning switch
    {
        StateBeginning.Zero => " = 0",
        StateBeginning.Split when before.All(other => other.Beginning != StateBeginning.Split) => " = split",
        _ => "",
    };

    private static string Initial(Coefficient coefficient) => coefficient.Low == coefficient.High ? $"{coefficient.Low}" : $"uniform({coefficient.Low}, {coefficient.High})";

    private static string Text(Step step) => step switch
    {
        ConstantStep constant => $"{constant.Value}",
        LearnableStep { Initial: var initial, Range: var range, IsPerChannel: var isPerChannel, ScalesOutputOnly: var scalesOutputOnly } =>
            $"learnable init {initial}{(range is null ? "" : $" range [{range.Low}, {range.High}]")} per {Per(isPerChannel)} scales {(scalesOutputOnly ? "output" : "all")}",
        _ => throw new InvalidOperationException(),
    };

    private static string Per(bool isPerChannel) => isPerChannel ? "channel" : "block";

    // A tolerance is a number, not an expression.
    private static string Decimal(Rational value)
    {
        var digits = Enumerable.Range(0, 1000).First(digits => (value * System.Numerics.BigInteger.Pow(10, digits)).IsInteger);
        return $"{(value * System.Numerics.BigInteger.Pow(10, digits)).Numerator}e-{digits}";
    }
}

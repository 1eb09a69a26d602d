using System.Globalization;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes;
using HoDsl.Generator.Schemes.Facts;

namespace HoDsl.Cli.Describing;

/// <summary>A fact of a scheme, in words.</summary>
internal sealed record Fact(string Name, string Value)
{
    private const int LongestCoefficient = 12;

    /// <summary>All facts of a scheme, to six digits.</summary>
    public static IEnumerable<Fact> Of(Scheme scheme, SchemeFacts facts)
    {
        var stages = scheme.Tableau.Stages;
        yield return new("stages", scheme.StagesUsed.Count < stages ? $"{stages} ({scheme.StagesUsed.Count} used)" : $"{stages}");
        if (scheme.Order is { } order and > 0)
            yield return new("order", $"{order}");
        if (scheme.EmbeddedOrder is { } embeddedOrder)
            yield return new("embedded order", $"{embeddedOrder}");
        foreach (var fact in facts.RungeKutta is { } method ? OfMethod(method) : [])
            yield return fact;
        yield return new("invertible", YesNo(facts.IsInvertible));
        yield return new("nonzeros", $"{facts.NonzerosA} in A, {facts.NonzerosB} in b");
        yield return new("fewest live maps", $"{facts.LiveMaps.Peak}");
        yield return new("held beside each stage", string.Join(" ", facts.LiveMaps.Retained));
    }

    /// <summary>A number to six digits.</summary>
    public static string Number(double value) => value switch
    {
        double.PositiveInfinity => "larger than any double",
        0 => "0",
        _ => value.ToString(Math.Abs(value) is >= 1e-3 and < 1e6 ? "G6" : "0.#####e0", CultureInfo.InvariantCulture),
    };

    /// <summary>An exact number as it is where it is short, or to six digits.</summary>
    public static string Number(Surd value) => value.ToString() is { Length: <= LongestCoefficient } text && value.IsRational ? text : Number(value.ToDouble());

    /// <summary>An exact number in as few characters as a node of a graph has room for.</summary>
    public static string Short(Surd value) => value.ToString() is { Length: <= 5 } text ? text : value.ToDouble().ToString("0.###", CultureInfo.InvariantCulture);

    private static IEnumerable<Fact> OfMethod(RungeKuttaFacts facts)
    {
        yield return new("stage orders", string.Join(" ", facts.StageOrders.Select(order => order is null ? "-" : $"{order}")));
        yield return new("error norm", Number(facts.ErrorNorm));
        if (facts.EmbeddedErrorNorm is { } embedded)
            yield return new("embedded error norm", Number(embedded));
        yield return new("stability polynomial", facts.StabilityPolynomial.ToString(Number));
        yield return new("limit, real axis", Limit(facts.RealAxisLimit));
        yield return new("limit, imaginary axis", Limit(facts.ImaginaryAxisLimit));
        yield return new("SSP coefficient", Limit(facts.SspCoefficient));
        yield return new("first same as last", YesNo(facts.IsFsal));
    }

    private static string Limit(double value) => double.IsPositiveInfinity(value) ? "none" : Number(value);

    private static string YesNo(bool value) => value ? "yes" : "no";
}

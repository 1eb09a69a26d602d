using HoDsl.Cli.Describing;
using HoDsl.Generator.Schemes;
using HoDsl.Generator.Schemes.Facts;

namespace HoDsl.Cli.Pictures;

/// <summary>A scheme in one picture: its stability region, its facts and its stage graph.</summary>
internal static class SchemePicture
{
    private const double Margin = Svg.Margin;
    private const double LineHeight = 22;
    private const double NameWidth = 175;
    private const int LongestFact = 34;

    public static string Of(Scheme scheme, SchemeFacts facts)
    {
        var svg = new Svg();
        svg.Label("title", Margin, 36, scheme.Title ?? scheme.Name);
        var region = facts.RungeKutta is { } method ? new StabilityPicture(method, Margin, 60) : null;
        region?.Draw(svg);
        var factsLeft = Margin + (region is null ? 0 : region.Width + 2 * Margin);
        var bottom = Facts(svg, Fact.Of(scheme, facts), factsLeft, 76);

        bottom = Captions(svg, scheme, Math.Max(bottom, region is null ? 0 : 60 + region.Height) + Margin);
        var graph = new StageGraph(scheme, Margin, bottom);
        graph.Draw(svg);
        return svg.ToString(graph.Width + 2 * Margin, graph.Bottom + Margin, $"{scheme.Name}: {scheme.Facts}");
    }

    private static double Facts(Svg svg, IEnumerable<Fact> facts, double left, double top)
    {
        foreach (var fact in facts.Where(fact => fact.Value.Length <= LongestFact))
        {
            svg.Label("", left, top, fact.Name).Label("", left + NameWidth, top, fact.Value);
            top += LineHeight;
        }

        return top;
    }

    private static double Captions(Svg svg, Scheme scheme, double top)
    {
        var embedded = scheme.Tableau.Embedded is null ? "" : ", dashed for the embedded one";
        var state = scheme.Tableau.IsRungeKutta ? " All of them contain y, too." : "";
        var learnt = scheme.Coefficients.Count > 0 ? ", green ones learnt" : "";
        var dropped = scheme.StagesUsed.Count < scheme.Tableau.Stages ? " Dashed stages are not computed." : "";
        svg.Label("small", Margin, top, $"The stages, with their nodes. Arcs above: what each stage reads; below: what the result is made of{embedded}.");
        svg.Label("small", Margin, top + 16, $"Blue coefficients are positive, orange ones negative{learnt}.{state}{dropped}");
        return top + 2 * LineHeight;
    }
}

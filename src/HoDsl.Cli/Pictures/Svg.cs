using System.Globalization;
using System.Security;
using System.Text;

namespace HoDsl.Cli.Pictures;

/// <summary>Writes an SVG drawing. Colours are classes, with a palette for light and one for dark surroundings.</summary>
internal sealed class Svg
{
    private const string Style = """
          <style>
            text { font: 13px system-ui, "DejaVu Sans", sans-serif; fill: #1f2328 }
            .title { font-size: 18px; font-weight: 600 }
            .small { font-size: 11px; fill: #57606a }
            .surface { fill: #ffffff }
            .axis, .positive, .negative, .learnt, .region, .node { fill: none; stroke-width: 1.2 }
            .axis { stroke: #8c959f }
            .region { fill: #0969da; fill-opacity: .18; fill-rule: evenodd; stroke: #0969da; stroke-width: 1.5; stroke-linejoin: round }
            .positive { stroke: #0969da }
            .negative { stroke: #bc4c00 }
            .learnt { stroke: #1a7f37 }
            .embedded { stroke-dasharray: 4 3 }
            .node { fill: #ffffff; stroke: #1f2328 }
            .dropped { stroke: #8c959f; stroke-dasharray: 3 3 }
            .mark { fill: #0969da }
            .middle { text-anchor: middle }
            .end { text-anchor: end }
            @media (prefers-color-scheme: dark) {
              text { fill: #e6edf3 }
              .small { fill: #9ea7b3 }
              .surface { fill: #0d1117 }
              .axis { stroke: #768390 }
              .region { fill: #58a6ff; stroke: #58a6ff }
              .positive { stroke: #58a6ff }
              .negative { stroke: #ff9b5e }
              .learnt { stroke: #56d364 }
              .node { fill: #0d1117; stroke: #e6edf3 }
              .dropped { stroke: #768390 }
              .mark { fill: #58a6ff }
            }
          </style>
        """;

    /// <summary>What stays free around a drawing.</summary>
    public const double Margin = 24;

    private readonly StringBuilder _elements = new();
    private double _right;

    public Svg Line(string @class, double x1, double y1, double x2, double y2) =>
        Add($"<line class=\"{@class}\" x1=\"{Text(x1)}\" y1=\"{Text(y1)}\" x2=\"{Text(x2)}\" y2=\"{Text(y2)}\"/>");

    public Svg Circle(string @class, double x, double y, double radius) =>
        Add($"<circle class=\"{@class}\" cx=\"{Text(x)}\" cy=\"{Text(y)}\" r=\"{Text(radius)}\"/>");

    public Svg Rectangle(string @class, double x, double y, double width, double height, double rounded) =>
        Add($"<rect class=\"{@class}\" x=\"{Text(x)}\" y=\"{Text(y)}\" width=\"{Text(width)}\" height=\"{Text(height)}\" rx=\"{Text(rounded)}\"/>");

    public Svg Label(string @class, double x, double y, string text)
    {
        _right = Math.Max(_right, x + CharacterWidth(@class) * text.Length);
        return Add($"<text class=\"{@class}\" x=\"{Text(x)}\" y=\"{Text(y)}\">{SecurityElement.Escape(text)}</text>");
    }

    /// <summary>Half an ellipse between two points of one height: above them, or with a negative height below.</summary>
    public Svg Arc(string @class, double from, double to, double y, double height, string tip) => Add(
        $"<path class=\"{@class}\" d=\"M{Text(from)} {Text(y)}A{Text((to - from) / 2)} {Text(Math.Abs(height))} 0 0 {(height > 0 ? 1 : 0)} {Text(to)} {Text(y)}\">"
        + $"<title>{SecurityElement.Escape(tip)}</title></path>");

    /// <summary>Closed curves, filled where an odd number of them encloses a point.</summary>
    public Svg Curves(string @class, IEnumerable<IEnumerable<(double X, double Y)>> curves) => Add(
        $"<path class=\"{@class}\" d=\"{string.Concat(curves.Select(curve => $"M{string.Join("L", curve.Select(point => $"{Text(point.X)} {Text(point.Y)}"))}Z"))}\"/>");

    /// <summary>The whole drawing, at least as wide as its labels.</summary>
    public string ToString(double width, double height, string title)
    {
        width = Math.Max(width, _right + Margin);
        return string.Join('\n',
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Text(width)} {Text(height)}\" width=\"{Text(width)}\" height=\"{Text(height)}\" role=\"img\">",
            $"  <title>{SecurityElement.Escape(title)}</title>",
            Style,
            $"  <rect class=\"surface\" width=\"{Text(width)}\" height=\"{Text(height)}\"/>",
            $"{_elements}</svg>\n");
    }

    private Svg Add(string element)
    {
        _elements.Append("  ").Append(element).Append('\n');
        return this;
    }

    // On average, in a wide font. Labels that end or have their middle at x lie within what they label.
    private static double CharacterWidth(string @class) => @class switch { "title" => 11.5, "small" => 6.4, "" => 7.6, _ => 0 };

    private static string Text(double value) => Math.Round(value, 2).ToString(CultureInfo.InvariantCulture);
}

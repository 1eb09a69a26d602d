using System.Text;

namespace Spiral;

/// <summary>Draws the points, the field that was learnt, and its solution, in the plane and in time. Colours follow light or dark surroundings.</summary>
internal sealed class Picture
{
    private const double Size = 520;
    private const double Reach = 1.9;
    private const double Wide = 420;
    private const double Gap = 70;
    private const int Strokes = 24;
    private const int Samples = 1201;

    // A third more than there are points for.
    private const double Beyond = 4.0 / 3;

    private const string Style = """
          <style>
            text { font: 13px system-ui, "DejaVu Sans", sans-serif; fill: #1f2328 }
            .small { font-size: 11px; fill: #57606a }
            .middle { text-anchor: middle }
            .surface { fill: #ffffff }
            .panel { fill: none; stroke: #d0d7de }
            .field { stroke: #57606a; stroke-width: 1; stroke-linecap: round }
            .points { stroke: #1f2328; stroke-opacity: .4; stroke-width: 4; stroke-linecap: round }
            .curve { fill: none; stroke-width: 2.2; stroke-linecap: round; stroke-linejoin: round }
            .beyond { stroke-dasharray: 2 5 }
            @media (prefers-color-scheme: dark) {
              text { fill: #e6edf3 }
              .small { fill: #9ea7b3 }
              .surface { fill: #0d1117 }
              .panel { stroke: #3d444d }
              .field { stroke: #9ea7b3 }
              .points { stroke: #e6edf3; stroke-opacity: .45 }
            }
          </style>
        """;

    private readonly StringBuilder _elements = new();

    private static double Width => Size + Gap + Wide + 40;

    private static double Height => Size + 80;

    /// <summary>The drawing, as SVG.</summary>
    public static string Draw(Points points, Fit fit)
    {
        var picture = new Picture();
        var measured = points.Values.data<float>().ToArray().Chunk(2).Select(point => ((double)point[0], (double)point[1])).ToArray();
        double[] times = [.. Enumerable.Range(0, Samples).Select(i => i * Beyond * points.Times[^1] / (Samples - 1))];
        var solution = fit.Solve(measured[0].Item1, measured[0].Item2, times);
        picture.Field(fit);
        picture.Plane(measured, solution, times, points.Times[^1]);
        picture.Times(measured, points.Times, solution, times);
        return picture.Finish();
    }

    // Short strokes along the field, fainter where it is slow.
    private void Field(Fit fit)
    {
        Add($"""<rect class="panel" x="20" y="40" width="{Size}" height="{Size}"/>""");
        var strokes = Enumerable.Range(0, Strokes * Strokes).Select(i => Stroke(fit, Center(i % Strokes), Center(i / Strokes)));
        foreach (var alike in strokes.GroupBy(stroke => stroke.Opacity, stroke => stroke.Line))
            Add($"""<path class="field" stroke-opacity="{alike.Key:0.#}" d="{string.Concat(alike)}"/>""");
    }

    private static (double Opacity, string Line) Stroke(Fit fit, double x, double y)
    {
        var (dx, dy) = fit.Slope(x, y);
        var speed = double.Hypot(dx, dy);
        var half = 0.34 * Reach / Strokes / Math.Max(speed, 1e-9);
        var line = FormattableString.Invariant($"M{X(x - (half * dx)):0.#} {Y(y - (half * dy)):0.#}L{X(x + (half * dx)):0.#} {Y(y + (half * dy)):0.#}");
        return (Math.Round(0.15 + (0.5 * speed / (speed + 4)), 1), line);
    }

    private static double Center(int stroke) => Reach * ((2 * (stroke + 0.5) / Strokes) - 1);

    private void Plane((double X, double Y)[] measured, (double X, double Y)[] solution, double[] times, double end)
    {
        Dots(measured.Select(point => (X(point.X), Y(point.Y))));
        Curve([.. solution.Select(state => (X(state.X), Y(state.Y)))], times, end);
        Label("", 20, 24, $"A field learnt from {measured.Length} noisy points, and its solution");
        Label("small", 20, Size + 60, "dots: what was measured; strokes: the learnt field; line: its solution from the first point, dotted where nothing was measured");
    }

    private void Times((double X, double Y)[] measured, double[] measuredTimes, (double X, double Y)[] solution, double[] times)
    {
        var (left, height) = (20 + Size + Gap, (Size - 40) / 2);
        foreach (var (name, top, choose) in new (string, double, Func<(double X, double Y), double>)[] { ("x", 40, state => state.X), ("y", 80 + height, state => state.Y) })
        {
            double Across(double time) => left + (Wide * time / times[^1]);
            double Up(double value) => top + (height * (1 - (value / Reach)) / 2);
            Add($"""<rect class="panel" x="{left}" y="{top}" width="{Wide}" height="{height}"/>""");
            Dots(measured.Select((point, i) => (Across(measuredTimes[i]), Up(choose(point)))));
            Curve([.. solution.Select((state, i) => (Across(times[i]), Up(choose(state))))], times, measuredTimes[^1]);
            Label("small", left - 16, Up(0) + 4, name);
            Label("small middle", Across(measuredTimes[^1]), top + height + 15, $"{measuredTimes[^1]:0}");
        }
        Label("small middle", left + (Wide / 2), Size + 60, "time");
    }

    // From blue to red as time goes on.
    private void Curve((double X, double Y)[] places, double[] times, double end)
    {
        const int Piece = 30;
        for (var i = 0; i + 1 < places.Length; i += Piece)
        {
            var piece = places[i..Math.Min(i + Piece + 1, places.Length)];
            var hue = 205 + (150 * i / places.Length);
            var beyond = times[i] >= end ? " beyond" : "";
            Add($"""<path class="curve{beyond}" stroke="hsl({hue} 85% 60%)" d="M{string.Join("L", piece.Select(place => FormattableString.Invariant($"{place.X:0.#} {place.Y:0.#}")))}"/>""");
        }
    }

    // Strokes of no length with round ends.
    private void Dots(IEnumerable<(double X, double Y)> places) =>
        Add($"""<path class="points" d="{string.Concat(places.Select(place => FormattableString.Invariant($"M{place.X:0.#} {place.Y:0.#}h0")))}"/>""");

    private void Label(string @class, double x, double y, string text) => Add($"""<text class="{@class}" x="{x:0.#}" y="{y:0.#}">{text}</text>""");

    private static double X(double x) => 20 + (Size * (1 + (x / Reach)) / 2);

    private static double Y(double y) => 40 + (Size * (1 - (y / Reach)) / 2);

    private void Add(FormattableString element) => _elements.Append("  ").Append(FormattableString.Invariant(element)).Append('\n');

    private string Finish() => $"""
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" width="{Width}" height="{Height}" role="img">
          <title>A spiral, learnt by a Neural ODE</title>
        {Style}
          <rect class="surface" width="{Width}" height="{Height}"/>
        {_elements}</svg>

        """;
}

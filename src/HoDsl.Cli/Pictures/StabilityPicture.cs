using System.Globalization;
using System.Numerics;
using HoDsl.Generator.Schemes.Facts;

namespace HoDsl.Cli.Pictures;

/// <summary>Draws the stability region of a method, with axes and the limits on them.</summary>
internal sealed class StabilityPicture
{
    private const double Size = 400;
    private const double LabelSpace = 40;
    private const int MostTicks = 9;

    private readonly StabilityRegion _region;
    private readonly RungeKuttaFacts _facts;
    private readonly double _scale;
    private readonly double _left;
    private readonly double _top;

    public StabilityPicture(RungeKuttaFacts facts, double left, double top)
    {
        _facts = facts;
        _region = new(facts.StabilityPolynomial);
        _scale = Size / Math.Max(_region.Window.Width, _region.Window.Height);
        (_left, _top) = (left + LabelSpace, top);
    }

    public double Width => LabelSpace + _scale * _region.Window.Width;

    public double Height => LabelSpace + _scale * _region.Window.Height;

    private Window Window => _region.Window;

    public void Draw(Svg svg)
    {
        svg.Curves("region", _region.Boundary().Select(curve => curve.Select(z => (X(z), Y(z)))));
        svg.Line("axis", X(Window.Left), Y(0), X(Window.Right), Y(0));
        svg.Line("axis", X(0), Y(new(0, -Window.Top)), X(0), Y(new(0, Window.Top)));
        Ticks(svg);
        svg.Label("small end", X(Window.Right), Y(0) - 6, "Re z");
        svg.Label("small", X(0) + 6, Y(new(0, Window.Top)) + 10, "Im z");
        Limit(svg, -_facts.RealAxisLimit);
        Limit(svg, new(0, _facts.ImaginaryAxisLimit));
        Limit(svg, new(0, -_facts.ImaginaryAxisLimit));
    }

    private void Ticks(Svg svg)
    {
        var step = Step(Math.Max(Window.Width, Window.Height));
        var bottom = Y(new(0, -Window.Top));
        foreach (var x in Multiples(step, Window.Left, Window.Right))
        {
            svg.Line("axis", X(x), bottom, X(x), bottom + 4);
            svg.Label("small middle", X(x), bottom + 18, Text(x));
        }

        foreach (var y in Multiples(step, -Window.Top, Window.Top))
        {
            svg.Line("axis", _left - 4, Y(new(0, y)), _left, Y(new(0, y)));
            svg.Label("small end", _left - 8, Y(new(0, y)) + 4, Text(y));
        }

        svg.Line("axis", _left, bottom, X(Window.Right), bottom);
        svg.Line("axis", _left, Y(new(0, Window.Top)), _left, bottom);
    }

    private void Limit(Svg svg, Complex z)
    {
        if (z != Complex.Zero && Complex.IsFinite(z))
            svg.Circle("mark", X(z), Y(z), 3);
    }

    // 1, 2 or 5 times a power of ten.
    private static double Step(double length)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(length / MostTicks)));
        return new[] { power, 2 * power, 5 * power, 10 * power }.First(step => length / step <= MostTicks);
    }

    private static IEnumerable<double> Multiples(double step, double from, double to)
    {
        for (var n = Math.Ceiling(from / step); n * step <= to; n++)
            yield return n * step;
    }

    private double X(Complex z) => _left + (z.Real - Window.Left) * _scale;

    private double Y(Complex z) => _top + (Window.Top - z.Imaginary) * _scale;

    private static string Text(double value) => value.ToString("G4", CultureInfo.InvariantCulture).Replace('-', '\u2212');
}

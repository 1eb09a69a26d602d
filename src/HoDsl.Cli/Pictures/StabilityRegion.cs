using System.Numerics;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes.Facts;

namespace HoDsl.Cli.Pictures;

/// <summary>The stability region |R(z)| at most 1 of a Runge-Kutta method: a window that contains it, and its boundary in there.</summary>
internal sealed class StabilityRegion
{
    private const int Cells = 240;
    private const double Margin = 0.12;
    private const double SmallestPart = 0.04;

    private readonly double[] _coefficients;

    public StabilityRegion(StabilityPolynomial polynomial)
    {
        _coefficients = [.. polynomial.Coefficients.Select(coefficient => coefficient.ToDouble())];
        Window = FindWindow();
    }

    /// <summary>The window; the imaginary axis goes as far up as down.</summary>
    public Window Window { get; }

    /// <summary>The closed curves of the boundary.</summary>
    public IReadOnlyList<IReadOnlyList<Complex>> Boundary() => new Contour(Contains, Window, Cells).Curves();

    private bool Contains(Complex z)
    {
        var value = Complex.Zero;
        for (var power = _coefficients.Length - 1; power >= 0; power--)
            value = value * z + _coefficients[power];
        return Complex.Abs(value) <= 1;
    }

    // A square around 0 grows until none of its border is stable; then it shrinks to the parts of the region that can be seen.
    private Window FindWindow()
    {
        var size = 1.0;
        while (Border(new(-size, size, size)).Any(Contains) && size < 1e3)
            size *= 1.25;
        var visible = new Contour(Contains, new(-size, size, size), Cells).Curves()
            .Where(curve => curve.Max(z => z.Real) - curve.Min(z => z.Real) > SmallestPart * size)
            .SelectMany(curve => curve)
            .Append(Complex.Zero)
            .ToList();
        var (left, right, top) = (visible.Min(z => z.Real), visible.Max(z => z.Real), visible.Max(z => z.Imaginary));
        var margin = Margin * Math.Max(right - left, top);
        return new(left - margin, right + margin, top + margin);
    }

    private static IEnumerable<Complex> Border(Window window) =>
        from i in Enumerable.Range(0, Cells + 1)
        let along = (double)i / Cells
        from z in new[] { window.At(along, 1), window.At(0, along), window.At(1, along) }
        select z;
}

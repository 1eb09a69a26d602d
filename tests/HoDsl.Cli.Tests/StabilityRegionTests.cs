using System.Numerics;
using HoDsl.Cli.Pictures;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes;
using HoDsl.Generator.Schemes.Facts;

namespace HoDsl.Cli.Tests;

public class StabilityRegionTests
{
    private const int PointsOfASide = 500;

    /// <summary>Of |1 + z| at most 1.</summary>
    [Fact]
    public void The_region_of_one_stage_is_the_unit_disc_around_minus_1()
    {
        var circle = Assert.Single(Region("Euler").Boundary());
        Assert.All(circle, z => Assert.Equal(1, Complex.Abs(z + 1), 1e-4));
        Assert.Equal(Math.PI, Math.Abs(Area(circle)), 1e-2);
    }

    [Fact]
    public void Every_curve_lies_on_the_boundary_and_the_limits_on_a_curve()
    {
        var points = Region("RK4").Boundary().SelectMany(curve => curve).ToList();
        Assert.All(points, z => Assert.Equal(1, Complex.Abs(1 + z * (1 + z / 2 * (1 + z / 3 * (1 + z / 4)))), 1e-3));
        Assert.Contains(points, z => Complex.Abs(z + 2.7852936) < 0.05);
        Assert.Contains(points, z => Complex.Abs(z - new Complex(0, 2.8284271)) < 0.05);
    }

    /// <summary>A part that the window cuts would have points on the window's border.</summary>
    [Fact]
    public void The_parts_of_a_region_are_all_within_the_window()
    {
        var polynomial = Polynomial("Verner89");
        var region = new StabilityRegion(polynomial);
        Assert.Equal(3, region.Boundary().Count(curve => Math.Abs(Area(curve)) > 0.01));
        Assert.All(Border(region.Window), z => Assert.True(Complex.Abs(Value(polynomial, z)) > 1));
    }

    private static StabilityRegion Region(string name) => new(Polynomial(name));

    private static StabilityPolynomial Polynomial(string name) =>
        SchemeFacts.Of(SchemeCompiler.CompileBuiltIn().Single(compiled => compiled.Scheme!.Name == name).Scheme!).RungeKutta!.StabilityPolynomial;

    private static Complex Value(StabilityPolynomial polynomial, Complex z) =>
        polynomial.Coefficients.Reverse().Aggregate(Complex.Zero, (value, coefficient) => value * z + coefficient.ToDouble());

    private static IEnumerable<Complex> Border(Window window) => Enumerable.Range(0, PointsOfASide + 1).Select(i => (double)i / PointsOfASide)
        .SelectMany(along => (Complex[])[window.At(along, 0), window.At(along, 1), window.At(0, along), window.At(1, along)]);

    private static double Area(IReadOnlyList<Complex> curve) =>
        curve.Zip(curve.Skip(1).Append(curve[0]), (z, next) => (Complex.Conjugate(z) * next).Imaginary / 2).Sum();
}

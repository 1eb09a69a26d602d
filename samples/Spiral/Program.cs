// A Neural ODE learns the law of a spiral from noisy points on it, and draws what it has learnt.
// usage: Spiral [ITERATIONS [FILE]]     600 iterations, spiral.svg
using System.Globalization;
using Spiral;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
var iterations = args.Length > 0 ? int.Parse(args[0]) : 600;
var file = args.Length > 1 ? args[1] : "spiral.svg";

var points = Points.Measure(seed: 1);
using var fit = new Fit(points, iterations, seed: 1);
for (var iteration = 1; iteration <= iterations; iteration++)
{
    var loss = fit.Improve();
    if (iteration == 1 || iteration % Math.Max(1, iterations / 8) == 0)
        Console.WriteLine($"iteration {iteration,4}: mean distance {loss:0.0000}");
}

File.WriteAllText(file, Picture.Draw(points, fit));
Console.WriteLine($"{file}: the points and the field that was learnt from them");

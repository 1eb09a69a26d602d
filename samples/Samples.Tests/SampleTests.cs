using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using HoDsl.Cli.Tests;

namespace Samples.Tests;

/// <summary>Each sample does on a small data set what its first line says.</summary>
public sealed partial class SampleTests : IDisposable
{
    private readonly ImageFolder _images = new();

    public void Dispose() => _images.Dispose();

    [Fact]
    public void TrainAndResume_goes_on_where_it_was()
    {
        var run = _images["run"];
        Assert.StartsWith("epoch 1: test accuracy ", Run("TrainAndResume", _images.Path, run, "1")[0]);
        var weights = File.ReadAllBytes(Path.Combine(run, "model.safetensors"));
        var again = Run("TrainAndResume", _images.Path, run, "1");
        Assert.Equal("Going on after step 2 of 2.", again[0]);
        Assert.Equal(2, again.Length);
        Assert.Equal(weights, File.ReadAllBytes(Path.Combine(run, "model.safetensors")));
    }

    [Fact]
    public void OwnDataSet_learns_its_bars()
    {
        var lines = Run("OwnDataSet", "600");
        Assert.Equal(4, lines.Length);
        Assert.InRange(LastNumber(lines[^1]), 90, 100);
    }

    [Fact]
    public void OwnSubnet_trains_two_epochs() =>
        Assert.Equal(["2,234 parameters, six subnets of 3 layers", "epoch 1", "epoch 2"], Run("OwnSubnet", _images.Path).Select(line => line.Split(':')[0]));

    [Fact]
    public void CompareSchemes_has_a_row_for_each_at_equal_depth()
    {
        var rows = Run("CompareSchemes", _images.Path, "1").Skip(1).Select(row => row.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(["Euler 4", "Midpoint 2", "RK4 1"], rows.Select(row => $"{row[0]} {row[1]}"));
    }

    [Fact]
    public void LearntSteps_begin_at_one_and_move()
    {
        var lines = Run("LearntSteps", _images.Path, "2");
        Assert.Equal("before training: body.1.step = 1.0000, body.2.step = 1.0000", lines[0]);
        Assert.Equal(3, lines.Length);
        Assert.All(lines[1..], line => Assert.DoesNotContain("body.1.step = 1.0000", line));
    }

    [Fact]
    public void Spiral_learns_a_field_and_draws_it()
    {
        var file = _images["spiral.svg"];
        var lines = Run("Spiral", "40", file);
        Assert.Equal(10, lines.Length);
        Assert.True(LastNumber(lines[^2]) < 0.5 * LastNumber(lines[0]), string.Join('\n', lines));
        var picture = XDocument.Load(file).Root!;
        Assert.Contains("prefers-color-scheme: dark", picture.Value, StringComparison.Ordinal);
        // Each of the 301 points in the plane, and in both curves over time.
        var dots = picture.Elements().Where(element => element.Attribute("class")?.Value == "points").Select(element => element.Attribute("d")!.Value.Split('M').Length - 1);
        Assert.Equal([301, 301, 301], dots);
        Assert.All(picture.Elements().Attributes("d"), path => Assert.Matches(@"^[MLh\d .-]*$", path.Value));
    }

    [Fact]
    public void Each_is_short()
    {
        foreach (var sample in (string[])["TrainAndResume", "OwnDataSet", "OwnSubnet", "CompareSchemes", "LearntSteps"])
            Assert.InRange(Directory.GetFiles(Path.Combine(Folder(), "..", sample), "*.cs").Sum(file => File.ReadLines(file).Count()), 1, 59);
    }

    private static string[] Run(string sample, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, $"{sample}.dll"));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal((0, ""), (process.ExitCode, errors.Result));
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static double LastNumber(string line) => double.Parse(Number().Matches(line)[^1].Value, CultureInfo.InvariantCulture);

    private static string Folder([System.Runtime.CompilerServices.CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;

    [GeneratedRegex(@"\d+\.\d+")]
    private static partial Regex Number();
}

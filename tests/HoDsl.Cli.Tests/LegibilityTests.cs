using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace HoDsl.Cli.Tests;

/// <summary>Pictures are legible on light and dark surroundings: contrasts of at least those that WCAG 2.1 asks for, 4.5 of text (1.4.3) and 3 of lines (1.4.11).</summary>
public sealed partial class LegibilityTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory().FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_colour_stands_out_from_the_surface(bool isDark)
    {
        var styles = Style().Split("@media (prefers-color-scheme: dark)");
        var colours = Colours(styles[0]);
        if (isDark)
        {
            foreach (var (place, colour) in Colours(styles[1]))
                colours[place] = colour;
        }
        var surface = colours[(".surface", "fill")];
        Assert.True(isDark ? Luminance(surface) < 0.05 : Luminance(surface) > 0.9);
        Assert.All(colours.Where(pair => pair.Key is (_, "stroke") or ("text" or ".small", "fill")), pair =>
            Assert.True(Contrast(pair.Value, surface) >= (pair.Key.Property == "fill" ? 4.5 : 3), $"{pair.Key}: {pair.Value} on {surface}"));
    }

    /// <summary>As wide as DejaVu Sans, the widest of the fonts that the pictures name, sets them: 0.636 em a digit, 0.592 em a small letter, 0.39 em a bracket.</summary>
    [Theory]
    [InlineData("verner89")]
    [InlineData("leapfrog")]
    public void What_stands_in_a_circle_does_not_touch_it(string scheme)
    {
        var picture = Picture(scheme);
        var labels = picture.Descendants(Svg + "text").Where(label => (string)label.Attribute("class")! is "middle" or "small middle").ToList();
        var circles = picture.Descendants(Svg + "circle").Where(circle => ((string)circle.Attribute("class")!).StartsWith("node", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(circles);
        Assert.All(circles, circle =>
        {
            var (x, y, radius) = ((double)circle.Attribute("cx")!, (double)circle.Attribute("cy")!, (double)circle.Attribute("r")!);
            var within = labels.Where(label => (double)label.Attribute("x")! == x && Math.Abs((double)label.Attribute("y")! - y) < radius).ToList();
            Assert.NotEmpty(within);
            Assert.All(within, label =>
            {
                var size = (string)label.Attribute("class")! == "middle" ? 13 : 11;
                var halfWidth = size * label.Value.Sum(c => char.IsDigit(c) ? 0.636 : char.IsLetter(c) ? 0.592 : 0.39) / 2;
                var farthest = Math.Max(Math.Abs((double)label.Attribute("y")! - y), Math.Abs((double)label.Attribute("y")! - 0.73 * size - y));
                Assert.True(Math.Sqrt(halfWidth * halfWidth + farthest * farthest) < radius, label.Value);
            });
        });
    }

    /// <summary>With half an em a character: fewer than that only narrow letters need.</summary>
    [Fact]
    public void A_long_title_is_not_cut_off()
    {
        var file = Path.Combine(_folder, "long.tableau");
        var title = string.Join(' ', Enumerable.Repeat("wide", 30));
        File.WriteAllText(file, $"scheme Wide \"{title}\" extends Leapfrog");
        var picture = Picture(file);
        Assert.True((double)picture.Root!.Attribute("width")! > title.Length * 9, (string)picture.Root.Attribute("width")!);
    }

    private static XNamespace Svg => "http://www.w3.org/2000/svg";

    private XDocument Picture(string scheme)
    {
        var picture = Path.Combine(_folder, "picture.svg");
        Assert.Equal(0, Hodsl.Run("describe", scheme, "--svg", picture).Code);
        return XDocument.Load(picture);
    }

    private string Style() => Picture("rk4").Descendants(Svg + "style").Single().Value;

    private static Dictionary<(string Class, string Property), string> Colours(string style) => Rule().Matches(style)
        .SelectMany(rule => rule.Groups["names"].Value.Split(',').SelectMany(name => Colour().Matches(rule.Groups["body"].Value)
            .Select(colour => ((name.Trim(), colour.Groups["property"].Value), colour.Groups["value"].Value))))
        .ToDictionary(pair => pair.Item1, pair => pair.Item2);

    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    // Relative luminance: WCAG 2.1.
    private static double Luminance(string colour)
    {
        var channels = Enumerable.Range(0, 3).Select(i => int.Parse(colour.AsSpan(1 + 2 * i, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0)
            .Select(value => value <= 0.03928 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4)).ToArray();
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2];
    }

    [GeneratedRegex(@"(?<names>[\w.][\w., ]*) \{(?<body>[^{}]*)\}")]
    private static partial Regex Rule();

    [GeneratedRegex("(?<property>fill|stroke): (?<value>#[0-9a-f]{6})")]
    private static partial Regex Colour();
}

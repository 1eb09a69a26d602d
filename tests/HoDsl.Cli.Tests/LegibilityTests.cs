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

    private string Style()
    {
        var picture = Path.Combine(_folder, "picture.svg");
        Assert.Equal(0, Hodsl.Run("describe", "rk4", "--svg", picture).Code);
        return XDocument.Load(picture).Descendants(XName.Get("style", "http://www.w3.org/2000/svg")).Single().Value;
    }

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

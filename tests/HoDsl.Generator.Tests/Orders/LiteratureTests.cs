namespace HoDsl.Generator.Tests.Orders;

/// <summary>Methods as the literature prints them have the orders that it states, and no higher ones.</summary>
public class LiteratureTests
{
    public static TheoryData<string> Methods => TableauFiles.Methods;

    [Theory, MemberData(nameof(Methods))]
    public void A_published_method_has_its_published_order(string path)
    {
        var (text, scheme) = Published(path);
        var claims = text.Split('\n').Select(line => line.Split('#')[0].Split(" to ")[0].TrimEnd()).ToList();
        Assert.Contains($"order {scheme.Order}", claims);
        if (scheme.EmbeddedOrder is { } embedded)
            Assert.Contains($"embedded order {embedded}", claims);
    }

    [Theory, MemberData(nameof(Methods))]
    public void An_order_overstated_by_one_is_refused_at_the_first_weight(string path)
    {
        var (text, scheme) = Published(path);
        var overstated = text.Replace($"\norder {scheme.Order}", $"\norder {scheme.Order + 1}");
        var error = Assert.Single(Compile.Errors(overstated));
        Assert.Contains($"error HO0201: '{scheme.Name}' claims order {scheme.Order + 1} but has order {scheme.Order}: ", error);
    }

    [Theory, MemberData(nameof(Methods))]
    public void A_changed_weight_never_keeps_the_order(string path)
    {
        var (text, scheme) = Published(path);
        var lines = text.TrimEnd().Split('\n');
        var weights = Array.FindIndex(lines, line => line.StartsWith("---", StringComparison.Ordinal)) + 1;
        var cells = lines[weights].Split('|')[1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < cells.Length; i++)
        {
            var changed = cells.Select((cell, j) => j == i ? (cell == "." ? "1e-3" : $"({cell})+1e-3") : cell);
            lines[weights] = "| " + string.Join(" ", changed);
            Assert.Contains(Compile.Errors(string.Join("\n", lines)), error => error.Contains("HO0201", StringComparison.Ordinal));
        }
    }

    private static (string Text, HoDsl.Generator.Schemes.Scheme Scheme) Published(string path)
    {
        var text = TableauFiles.Read(path);
        return (text, Compile.Valid(text));
    }
}

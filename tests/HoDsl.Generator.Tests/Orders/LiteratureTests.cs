using HoDsl.Generator.Language;
using HoDsl.Generator.Numerics;
using HoDsl.Generator.Schemes.Orders;

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
        Assert.StartsWith($"{FirstWeight(overstated)}: error HO0201: '{scheme.Name}' claims order {scheme.Order + 1} but has order {scheme.Order}: ", error);
    }

    [Theory, MemberData(nameof(Methods))]
    public void A_changed_weight_never_keeps_the_order(string path)
    {
        var (_, scheme) = Published(path);
        var (tableau, conditions) = (scheme.Tableau, new OrderConditions(scheme.Tableau));
        for (var column = tableau.States.Count; column < tableau.States.Count + tableau.Stages; column++)
        {
            var changed = tableau.Weights.With(column, tableau.Weights[column] + new Rational(1, 1000));
            Assert.True(conditions.Prove(changed, new OrderClaim(scheme.Order!.Value, scheme.Tolerance)).Order < scheme.Order);
        }
    }

    // The place of the first cell below the rule.
    private static string FirstWeight(string text)
    {
        var lines = text.Split('\n');
        var row = Array.FindIndex(lines, line => line.TrimStart().StartsWith("--", StringComparison.Ordinal)) + 1;
        var bar = lines[row].LastIndexOf('|');
        return $"test.tableau({row + 1},{bar + 2 + lines[row][(bar + 1)..].TakeWhile(c => c == ' ').Count()})";
    }

    private static (string Text, HoDsl.Generator.Schemes.Scheme Scheme) Published(string path)
    {
        var text = TableauFiles.Read(path);
        return (text, Compile.Valid(text));
    }
}

using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;

namespace HoDsl.Generator.Networks;

/// <summary>Makes the model of a body out of what its line says.</summary>
/// <param name="names">Finds the schemes and subnets that lines name.</param>
/// <param name="formulas">Reads expressions.</param>
/// <param name="bodies">All bodies of the network.</param>
internal sealed class BodyBinder(NetworkScope names, FormulaReader formulas, IEnumerable<BodySyntax> bodies)
{
    private readonly BodyClauseBinder _clauses = new(formulas);

    /// <summary>The body that takes a shape.</summary>
    /// <exception cref="Fault">The body is not possible.</exception>
    public NetworkItem Bind(BodySyntax body, string name, Shape from)
    {
        var scheme = names.Scheme(body.Scheme);
        if (scheme is { CanStack: false })
            throw new Fault(Rules.CannotStack, body.Scheme.Span, body.Scheme.Text);
        var subnet = names.Subnet(body);
        var (channels, entry) = (_clauses.Channels(body), _clauses.Entry(body));
        var to = Shape(body, from, channels, entry);
        if ((scheme?.Parts ?? 1) is var parts && to.Channels % parts != 0)
            throw new Fault(Rules.UnevenStates, body.Scheme.Span, to.Channels, parts, body.Scheme.Text);

        var count = Count(body);
        var known = scheme ?? SchemeSummary.Any;
        if (from.IsFlat && known.ChannelNumbersAtOnce + known.ChannelNumbersLater > 0)
            throw new ShapeException("it learns a number for each channel of a map, and features in a row are no map any more").At(new(known.Name, body.Scheme.Span), from);
        var blocks = body.CountsLayers ? Blocks(body, count, known) : count.Number;
        var clauses = _clauses.Training(body, known);
        var cost = Cost(body, known, subnet, from, to, entry, blocks);
        var depth = subnet.Layers is { } layers ? checked((entry is null ? 0 : layers) + (blocks - (entry is null ? 0 : 1)) * known.Stages * layers) : default(int?);
        var model = new Body(body.Scheme.Text, names.IsOpen(body.Scheme) ? null : scheme, subnet.Model, count, body.CountsLayers, blocks, channels, entry, clauses);
        return new(name, model, from, to, cost.Of(clauses.IsShared), cost.Held(clauses), depth);
    }

    private static Shape Shape(BodySyntax body, Shape from, WholeValue? channels, Entry? entry)
    {
        var stride = entry?.Stride.Number ?? 1;
        if (entry is null && channels is not null && channels.Number != from.Channels)
            throw new Fault(Rules.WidthChanges, body.Clause("at")!.Keyword.Span, from.Channels, channels.Number);
        return new(channels?.Number ?? from.Channels, (from.Height + stride - 1) / stride, (from.Width + stride - 1) / stride, from.IsFlat);
    }

    private static BodyCost Cost(BodySyntax body, SchemeSummary scheme, BoundSubnet subnet, Shape from, Shape to, Entry? entry, int blocks)
    {
        try
        {
            var part = to with { Channels = to.Channels / scheme.Parts };
            var between = subnet.Cost(new(part, part, 1));
            // How many blocks of a subnet of the project make so many layers is not known here.
            return entry is null ? new(scheme, null, between, blocks, to) : new(scheme, EntryCost(body, subnet, from, to, entry), between, Math.Max(0, blocks - 1), to);
        }
        catch (ShapeException fault)
        {
            throw fault.At(body.Subnet.Name, from);
        }
    }

    // What enters waits while the state goes through the shortcut, and the state while the subnet computes.
    private static Cost EntryCost(BodySyntax body, BoundSubnet subnet, Shape from, Shape to, Entry entry) => from == to || subnet.CanStride
        ? ShortcutCost(body.Clause("enter")!, from, to, entry).Beside(from.Size)
            + subnet.Cost(new(from, to, entry.Stride.Number)).Beside(entry.Shortcut == Shortcuts.None ? 0 : to.Size)
        : throw new Fault(Rules.CannotEnter, body.Clause("enter")!.Keyword.Span, body.Subnet.Name.Text, from, to);

    private static Cost ShortcutCost(ClauseSyntax enter, Shape from, Shape to, Entry entry)
    {
        try
        {
            return Shortcuts.CostOf(entry.Shortcut, from, to, entry.Stride.Number);
        }
        catch (ShapeException fault)
        {
            var word = BodyClauseBinder.Option(enter, "shortcut");
            throw fault.At(new(entry.Shortcut, word?.Span ?? enter.Keyword.Span), from);
        }
    }

    // Whoever chooses a depth that does not divide hears of those that do.
    private WholeValue Count(BodySyntax body)
    {
        try
        {
            return formulas.Whole(body.Count, least: 1);
        }
        catch (Fault fault) when (fault.Rule == Rules.UnevenDivision && body.CountsLayers && LayerCount(body) is { } layers)
        {
            throw new Fault(fault.Rule, fault.Span, fault.Arguments[0], fault.Arguments[1], $"; {Depths().Near(layers, 0)}");
        }
    }

    private int Blocks(BodySyntax body, WholeValue count, SchemeSummary scheme)
    {
        if (LayerCount(body) is not { } layers)
            return 0;
        return layers.Blocks(count.Number)
            ?? throw new Fault(Rules.PartOfABlock, body.Count.Span, count.Number, scheme.Name, Quantity.Of(layers.PerBlock, "layer"), Depths().Near(layers, count.Number));
    }

    // An entering block has one subnet, whatever the scheme.
    private LayerCount? LayerCount(BodySyntax body) => names.Subnet(body).Layers is { } layers
        ? new(formulas.Formula(body.Count), (names.Scheme(body.Scheme) ?? SchemeSummary.Any).Stages * layers, body.Clause("enter") is null ? 0 : layers)
        : null;

    private Depths Depths() => new(formulas.Parameters, [.. bodies.Where(body => body.CountsLayers).Select(LayerCount).OfType<LayerCount>()]);
}

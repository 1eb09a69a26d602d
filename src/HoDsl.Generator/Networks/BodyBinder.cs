using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;

namespace HoDsl.Generator.Networks;

/// <summary>Makes the model of a body out of what its line says.</summary>
/// <param name="names">Finds the schemes and subnets that lines name.</param>
/// <param name="formulas">Reads expressions.</param>
internal sealed class BodyBinder(SchemeItemBinder names, FormulaReader formulas)
{
    private readonly BodyClauseBinder _clauses = new(formulas);

    /// <summary>The body that takes a shape.</summary>
    /// <exception cref="Fault">The body is not possible.</exception>
    public NetworkItem Bind(BodySyntax body, string name, Shape from)
    {
        var scheme = Scheme(body.Scheme);
        var subnet = names.Subnet(body);
        var (channels, entry) = (_clauses.Channels(body), _clauses.Entry(body));
        var to = Shape(body, from, channels, entry);
        if ((scheme?.Parts ?? 1) is var parts && to.Channels % parts != 0)
            throw new Fault(Rules.UnevenStates, body.Scheme.Span, $"{to.Channels}", $"{parts}", body.Scheme.Text);

        var count = formulas.Whole(body.Count, least: 1);
        var known = scheme ?? SchemeSummary.Any;
        var blocks = body.CountsLayers ? Blocks(body, count, known, subnet.Layers, entry is not null) : count.Number;
        var options = _clauses.Options(body);
        if (options.IsReversed && !known.IsInvertible)
            throw new Fault(Rules.NotInvertible, body.Clause("reversible")!.Keyword.Span, known.Name);
        var cost = Cost(body, known, subnet, from, to, entry, blocks, options.IsShared);
        var depth = subnet.Layers is { } layers ? (entry is null ? 0 : layers) + (blocks - (entry is null ? 0 : 1)) * known.Stages * layers : default(int?);
        var model = new Body(body.Scheme.Text, names.IsOpen(body.Scheme) ? null : scheme, subnet.Model, count, body.CountsLayers, blocks, channels, entry, options);
        return new(name, model, from, to, cost, depth);
    }

    private SchemeSummary? Scheme(Word name) =>
        names.Scheme(name) is { CanStack: false } ? throw new Fault(Rules.CannotStack, name.Span, name.Text) : names.Scheme(name);

    private static Shape Shape(BodySyntax body, Shape from, WholeValue? channels, Entry? entry)
    {
        var stride = entry?.Stride.Number ?? 1;
        if (entry is null && channels is not null && channels.Number != from.Channels)
            throw new Fault(Rules.WidthChanges, body.Clause("at")!.Keyword.Span, $"{from.Channels}", $"{channels.Number}");
        return new(channels?.Number ?? from.Channels, (from.Height + stride - 1) / stride, (from.Width + stride - 1) / stride, from.IsFlat);
    }

    private static Cost Cost(BodySyntax body, SchemeSummary scheme, BoundSubnet subnet, Shape from, Shape to, Entry? entry, int blocks, bool areShared)
    {
        try
        {
            var part = to with { Channels = to.Channels / scheme.Parts };
            var between = new BodyCost(scheme, subnet.Cost(new(part, part, 1)), to);
            return entry is null
                ? between.Of(blocks, areShared)
                : EntryCost(body, subnet, from, to, entry) + between.Of(blocks - 1, areShared);
        }
        catch (ShapeException fault)
        {
            throw new Fault(Rules.ShapeMismatch, body.Subnet.Name.Span, body.Subnet.Name.Text, from.ToString(), fault.Message);
        }
    }

    // What enters waits while the state goes through the shortcut, and the state while the subnet computes.
    private static Cost EntryCost(BodySyntax body, BoundSubnet subnet, Shape from, Shape to, Entry entry) => from == to || subnet.CanStride
        ? Shortcuts.CostOf(entry.Shortcut, from, to, entry.Stride.Number).Beside(from.Size)
            + subnet.Cost(new(from, to, entry.Stride.Number)).Beside(entry.Shortcut == Shortcuts.None ? 0 : to.Size)
        : throw new Fault(Rules.CannotEnter, body.Clause("enter")!.Keyword.Span, body.Subnet.Name.Text, from.ToString(), to.ToString());

    // An entering block has one subnet, whatever the scheme.
    private static int Blocks(BodySyntax body, WholeValue count, SchemeSummary scheme, int? subnetLayers, bool enters)
    {
        if (subnetLayers is not { } layers)
            return 0;
        var (perBlock, first) = (scheme.Stages * layers, enters ? layers : 0);
        var (rest, part) = (count.Number - first, (count.Number - first) % perBlock);
        if (rest >= 0 && part == 0 && count.Number > 0)
            return rest / perBlock + (enters ? 1 : 0);
        var below = first + (rest >= 0 ? rest / perBlock * perBlock : 0);
        var depths = new[] { below, rest < 0 ? 0 : below + perBlock }.Where(depth => depth > 0).Select(depth => Depths.InTermsOf(count.Formula, depth));
        throw new Fault(Rules.PartOfABlock, body.Count.Span, $"{count.Number}", scheme.Name, Quantity.Of(perBlock, "layer"), string.Join(" and ", depths));
    }
}

using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;

namespace HoDsl.Generator.Networks;

/// <summary>Makes the model of a layer out of what its line says.</summary>
internal sealed class LayerBinder(FormulaReader formulas)
{
    private readonly ArgumentBinder _arguments = new(formulas);

    /// <summary>The layer that takes a shape.</summary>
    public NetworkItem Bind(LayerSyntax layer, string name, Shape from)
    {
        var word = layer.Keyword;
        var kind = LayerKinds.Find(word.Text)
            ?? throw new Fault(Rules.UnknownItem, word.Span, word.Text, Suggestion.Or(word.Text, [.. LayerKinds.All.Select(kind => kind.Name), "body", .. NetworkDirectiveParser.Words]));
        if (kind.Module is null && layer.Label is { } label)
            throw new Fault(Rules.ReservedName, label.Span, label.Text, $"'{kind.Name}' is a function without weights, and nothing could be found by the name");
        var arguments = _arguments.Bind(word, kind.Parameters, layer.Arguments);
        try
        {
            var tally = new Tally(from);
            kind.Apply(tally, arguments);
            return new(name, new Layer(kind.Name, arguments), from, tally.Shape, tally.Cost, new(tally.Cost.Activations, 0), tally.Cost.MultiplyAdds > 0 ? 1 : 0);
        }
        catch (ShapeException fault)
        {
            throw fault.At(word, from);
        }
    }
}

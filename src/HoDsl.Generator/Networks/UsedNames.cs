using HoDsl.Generator.Language;

namespace HoDsl.Generator.Networks;

/// <summary>The names that stand in expressions of layers and bodies.</summary>
internal static class UsedNames
{
    /// <summary>Those of a layer or a body.</summary>
    public static IEnumerable<string> Of(ItemSyntax item) => item switch
    {
        LayerSyntax layer => Of(layer.Arguments),
        OdeSyntax ode => Of(ode.Subnet.Arguments).Concat(Of(ode.Steps.Arguments)),
        BodySyntax body => ExpressionNames.Of(body.Count).Concat(Of(body.Subnet.Arguments)).Concat(body.Clauses.SelectMany(clause => Of(clause.Arguments))),
        _ => [],
    };

    private static IEnumerable<string> Of(IReadOnlyList<ArgumentSyntax> arguments) => arguments.SelectMany(argument => ExpressionNames.Of(argument.Value));
}

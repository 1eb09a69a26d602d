using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;
using HoDsl.Generator.Support;

namespace HoDsl.Generator.Networks;

/// <summary>Finds the subnet that a body names: one that the runtime offers, or a class of the project.</summary>
internal sealed class SubnetBinder(EquatableArray<ProjectSubnet> project, FormulaReader formulas)
{
    private readonly ArgumentBinder _arguments = new(formulas);

    /// <summary>The subnet with its arguments.</summary>
    public BoundSubnet Bind(SubnetSyntax syntax)
    {
        if (SubnetKinds.Find(syntax.Name.Text) is { } kind)
            return new(kind, new(kind.Name, $"{SubnetKinds.Namespace}.{kind.Class}", _arguments.Bind(syntax.Name, kind.Parameters, syntax.Arguments)) { Field = kind.Field });
        var own = Own(syntax.Name);
        var model = new Subnet(own.Name, own.FullName, _arguments.Bind(syntax.Name, own.Options, syntax.Arguments));
        return new(null, own.IsTimed ? model with { Class = SubnetKinds.Timed(own.FullName), Field = own.FullName } : model);
    }

    private ProjectSubnet Own(Word name)
    {
        var own = project.Where(subnet => subnet.Name == name.Text).ToList();
        return own.Count switch
        {
            0 => throw new Fault(Rules.UnknownSubnet, name.Span, name.Text, Suggestion.Or(name.Text, [.. SubnetKinds.All.Select(subnet => subnet.Name), .. project.Select(subnet => subnet.Name)])),
            1 => own[0],
            _ => throw new Fault(Rules.AmbiguousName, name.Span, "subnet", name.Text, own[0].FullName, own[1].FullName),
        };
    }
}

/// <summary>A subnet that a body names, found.</summary>
/// <param name="Kind">Its entry in the registry; null for a class of the project, of which nothing can be counted here.</param>
/// <param name="Model">What the model says of it.</param>
internal sealed record BoundSubnet(SubnetKind? Kind, Subnet Model)
{
    /// <summary>How many layers it adds to the depth.</summary>
    public int? Layers => Kind?.Layers(Model.Arguments);

    /// <summary>Whether it can change width and resolution; a class of the project says so when it is made.</summary>
    public bool CanStride => Kind?.CanStride ?? true;

    /// <summary>The same as the right side of a differential equation, which has its own times.</summary>
    public Subnet Field => Model.Field is { } timed ? Model with { Class = timed, Field = null } : Model;

    /// <summary>What it costs at a place.</summary>
    /// <exception cref="ShapeException">It cannot stand there.</exception>
    public Cost Cost(SubnetPlace place)
    {
        var tally = new Tally(place.From);
        Kind?.Apply(tally, place, Model.Arguments);
        return tally.Cost;
    }
}

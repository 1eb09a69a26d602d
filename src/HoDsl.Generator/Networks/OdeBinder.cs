using HoDsl.Generator.Findings;
using HoDsl.Generator.Language;

namespace HoDsl.Generator.Networks;

/// <summary>Makes the model of a differential equation out of what its line says.</summary>
/// <param name="names">Finds the schemes and subnets that lines name.</param>
/// <param name="formulas">Reads expressions.</param>
internal sealed class OdeBinder(NetworkScope names, FormulaReader formulas)
{
    // Beyond these nobody means what the file says.
    private const double Longest = 1e6, Shortest = 1e-9, MostSteps = 1e6, LeastTolerance = 1e-15;

    /// <summary>The equation whose solution begins at a shape.</summary>
    /// <exception cref="Fault">The equation cannot be solved so.</exception>
    public NetworkItem Bind(OdeSyntax ode, string name, Shape shape)
    {
        var (scheme, subnet) = (names.Scheme(ode.Scheme), names.Subnet(ode));
        var known = scheme ?? SchemeSummary.Any;
        if (!known.IsMethod)
            throw new Fault(Rules.NoMethod, ode.Scheme.Span, known.Name);
        var time = ode.Clause("time") is { } clause ? FormulaReader.Real(clause.Arguments[0].Value, Shortest, Longest) : 1;
        var steps = Steps(ode.Steps, time);
        if (steps is AdaptiveSteps && known.Evaluations is null)
            throw new Fault(Rules.NoErrorEstimate, ode.Steps.Keyword.Span, known.Name);
        var gradient = ode.Clause("gradient") is { } way ? BodyClauseBinder.Choice(way, "gradient", OdePart.Gradients) : OdePart.Gradients[0];
        var count = steps.CountIn(time);
        var model = new OdePart(ode.Scheme.Text, names.IsOpen(ode.Scheme) ? null : scheme, subnet.Field, steps, time, gradient);
        var once = Cost(ode, subnet, shape);
        return new(name, model, shape, shape, Cost(known, count is { } all ? (long)all * known.Stages : known.Evaluations!.Value, once, shape), Held(gradient, known, once, shape, count ?? 1), checked(count * known.Stages * subnet.Layers));
    }

    private OdeSteps Steps(ClauseSyntax steps, double time) => steps.Keyword.Text switch
    {
        "steps" => new EqualSteps(formulas.Whole(steps.Arguments[0].Value, least: 1)),
        "step" => new LimitedSteps(FormulaReader.Real(steps.Arguments[0].Value, time / MostSteps, Longest)),
        _ => new AdaptiveSteps(FormulaReader.Real(steps.Arguments[0].Value, 0, 1), FormulaReader.Real(steps.Arguments[1].Value, LeastTolerance, 1)),
    };

    // What one evaluation costs.
    private static Cost Cost(OdeSyntax ode, BoundSubnet subnet, Shape shape)
    {
        try
        {
            return subnet.Cost(new(shape, shape, 1));
        }
        catch (ShapeException fault)
        {
            throw fault.At(ode.Subnet.Name, shape);
        }
    }

    // One subnet serves all steps.
    private static Cost Cost(SchemeSummary scheme, long evaluations, Cost once, Shape shape) =>
        ((evaluations * once) with { Parameters = once.Parameters }).Beside(checked(scheme.MapsBeside * shape.Size));

    // Steps that are computed once more leave their states, and the adjoint equation needs that at the end alone.
    private static Held Held(string gradient, SchemeSummary scheme, Cost once, Shape shape, long steps) => checked(gradient switch
    {
        OdePart.Recomputed => new(steps * shape.Size, scheme.Stages * once.Activations),
        OdePart.Adjoint => new(shape.Size, once.Activations),
        _ => new(steps * scheme.Stages * once.Activations, 0),
    });
}

using HoDsl.Generator.Networks;

namespace HoDsl.Generator.Emit;

/// <summary>Writes what makes a differential equation of a network.</summary>
/// <param name="ode">The equation.</param>
/// <param name="typeParameter">The type parameter that stands for the open scheme; null where there is none.</param>
internal sealed class OdeCode(OdePart ode, string? typeParameter)
{
    private const string Runtime = "global::HoDsl.Runtime.Ode";

    /// <summary>The lines of the call that makes it.</summary>
    /// <param name="property">What becomes of it.</param>
    public string[] Write(string property) =>
        [$"{property} = {Runtime}.OdeBody.Of(", $"    {Method()},", $"    {SubnetCode.Create(ode.Subnet)},", "    shape,", $"    new({Steps()}) {{ {Options()} }});"];

    private string Method() => ode.Scheme is { } scheme
        ? $"{BodyCode.Type(scheme)}.Method"
        : $"global::HoDsl.Runtime.Blocks.RungeKuttaMethod.Required<{typeParameter}>()";

    private string Steps() => $"{Runtime}.OdeSteps." + ode.Steps switch
    {
        EqualSteps equal => $"Equal({FormulaCode.Write(equal.Count.Formula)})",
        LimitedSteps limited => $"NoLongerThan({Literals.Double(limited.Size)})",
        AdaptiveSteps adaptive => $"Adaptive({Literals.Double(adaptive.Relative)}, {Literals.Double(adaptive.Absolute)})",
        _ => throw new InvalidOperationException(ode.Steps.ToString()),
    };

    private string Options() => $"To = {Literals.Double(ode.Time)}, Gradient = {Runtime}.OdeGradient." + ode.Gradient switch
    {
        OdePart.Recomputed => "Recomputed",
        OdePart.Adjoint => "Adjoint",
        _ => "ThroughSteps",
    };
}

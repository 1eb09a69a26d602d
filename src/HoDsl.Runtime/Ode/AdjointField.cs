using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Ode;

/// <summary>The field of the adjoint equation: y' = f, a' = -a df/dy, and the integral of -a df/dp for the parameters p, one after another in one vector.</summary>
internal sealed class AdjointField(RightSide f, Parameter[] parameters) : IVectorField
{
    /// <inheritdoc/>
    /// <remarks>The state and its adjoint. What is only summed up says nothing of their error: Kidger, Chen, Lyons 2021, arXiv 2009.09457.</remarks>
    public int Reads => 2;

    /// <inheritdoc/>
    public Tensor[] Evaluate(double time, IReadOnlyList<Tensor> state)
    {
        using var scope = NewDisposeScope();
        using var recording = enable_grad();
        var y = state[0].detach().requires_grad_();
        var slope = f.Slope(y, () => full(Array.Empty<long>(), time, dtype: ScalarType.Float64, device: y.device));
        Tensor?[] gradients = slope.requires_grad ? [.. autograd.grad([slope], [y, .. parameters], [state[1].neg()], allow_unused: true)] : new Tensor?[1 + parameters.Length];
        var slopes = new List<Tensor> { slope.detach(), gradients[0] ?? zeros_like(y.detach()) };
        if (parameters.Length > 0)
            slopes.Add(cat(parameters.Select((parameter, i) => (gradients[1 + i] ?? zeros_like(parameter.detach())).flatten().to(slope.dtype)).ToArray()));
        scope.MoveToOuter(slopes);
        return [.. slopes];
    }
}

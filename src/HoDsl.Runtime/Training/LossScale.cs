using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Training;

/// <summary>A factor on the loss that keeps gradients in half precision from vanishing, and adapts. Source: arXiv 1710.03740.</summary>
/// <remarks>With the constants of PyTorch's GradScaler: halved, and the step left out, where a gradient overflows; doubled after 2,000 steps without.</remarks>
internal sealed class LossScale(bool enabled)
{
    private const double First = 65536, Growth = 2, Backoff = 0.5;
    private const int GrowthInterval = 2000;

    /// <summary>Whether steps may be left out.</summary>
    public bool LeavesStepsOut => enabled;

    /// <summary>The factor, and how many steps in a row had no overflow.</summary>
    public (double Factor, int GoodSteps) State { get; set; } = enabled ? (First, 0) : (1, 0);

    /// <summary>The loss times the factor.</summary>
    public Tensor Scale(Tensor loss) => enabled ? loss.mul(State.Factor) : loss;

    /// <summary>Divides the gradients by the factor and adapts it.</summary>
    /// <returns>Whether they are finite, so that the optimizer may step.</returns>
    public bool Unscale(IEnumerable<Parameter> parameters)
    {
        if (!enabled) return true;
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var gradients = parameters.Select(parameter => parameter.grad).OfType<Tensor>().ToList();
        foreach (var gradient in gradients) gradient.mul_(1 / State.Factor);
        var finite = Finiteness.Of(gradients);
        Adapt(finite);
        return finite;
    }

    private void Adapt(bool finite) => State = (finite, State.GoodSteps + 1) switch
    {
        (false, _) => (State.Factor * Backoff, 0),
        (true, GrowthInterval) => (State.Factor * Growth, 0),
        (true, var good) => (State.Factor, good),
    };
}

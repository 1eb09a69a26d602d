using TorchSharp.Modules;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Training;

/// <summary>The Euclidean norm of a gradient, all parameters together.</summary>
internal static class GradientNorm
{
    // As PyTorch's clip_grad_norm_: no division by 0.
    private const double Tiny = 1e-6;

    /// <summary>Shortens the gradients to a norm, together, where theirs is greater.</summary>
    public static void Clip(IEnumerable<Parameter> parameters, double greatest)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var gradients = parameters.Select(parameter => parameter.grad).OfType<Tensor>().ToList();
        var norm = Of(gradients);
        if (norm + Tiny <= greatest) return;
        foreach (var gradient in gradients) gradient.mul_(greatest / (norm + Tiny));
    }

    private static double Of(List<Tensor> gradients)
    {
        var squares = gradients.Select(SumOfSquares).ToList();
        return squares.Count == 0 ? 0 : Math.Sqrt(stack(squares).sum().item<double>());
    }

    // The squares of one gradient at a time.
    private static Tensor SumOfSquares(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        return gradient.square().sum(ScalarType.Float64).MoveToOuterDisposeScope();
    }
}

using static TorchSharp.torch;

namespace HoDsl.Runtime.Gradients;

/// <summary>The gradients that a function of one's own is given for its outputs.</summary>
internal static class GivenGradients
{
    /// <summary>
    /// Asks for gradients as they are: TorchSharp makes zeros for those that are missing out of tensors that lived in the scope of the forward pass,
    /// and such a scope may have ended.
    /// </summary>
    public static void TakeAsGiven(this autograd.AutogradContext context) => context.set_materialize_grads(false);

    /// <summary>The gradients, null where there is none: TorchSharp gives a tensor without contents for it.</summary>
    public static List<Tensor?> OrNull(this IEnumerable<Tensor?> gradients) => [.. gradients.Select(gradient => gradient is { IsInvalid: false } ? gradient : null)];
}

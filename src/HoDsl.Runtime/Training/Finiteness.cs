using static TorchSharp.torch;

namespace HoDsl.Runtime.Training;

/// <summary>Whether numbers are finite.</summary>
internal static class Finiteness
{
    /// <summary>Whether all elements of all tensors are. A GPU is waited for once, not for each tensor.</summary>
    public static bool Of(IEnumerable<Tensor> tensors)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var each = tensors.Select(Nothing).ToList();
        return each.Count == 0 || stack(each).sum().item<float>() == 0;
    }

    // Zero times what is finite is 0, and times all else no number: two operators a tensor, where to ask for finite elements takes six.
    private static Tensor Nothing(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.mul(0).sum(ScalarType.Float32).MoveToOuterDisposeScope();
    }
}

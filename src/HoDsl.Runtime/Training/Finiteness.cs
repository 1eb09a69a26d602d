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
        var each = tensors.Select(OfAll).ToList();
        return each.Count == 0 || stack(each).all().cpu().item<bool>();
    }

    private static Tensor OfAll(Tensor tensor)
    {
        using var scope = NewDisposeScope();
        return tensor.isfinite().all().MoveToOuterDisposeScope();
    }
}

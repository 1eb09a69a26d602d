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
        var each = tensors.Select(tensor => tensor.isfinite().all()).ToList();
        return each.Count == 0 || stack(each).all().cpu().item<bool>();
    }
}

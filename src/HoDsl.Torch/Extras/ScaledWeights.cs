using static TorchSharp.torch;

namespace HoDsl.Torch;

/// <summary>Weights that take a number which multiplies what their layer gives: h (W x) is (h W) x.</summary>
public static class ScaledWeights
{
    /// <summary>The weights times a scale.</summary>
    /// <param name="weights">Of an output channel each along their first dimension: kernels, matrices, or numbers for each channel.</param>
    /// <param name="scale">A scalar, or a number for each channel in the shape (channels, 1, 1).</param>
    public static Tensor Of(Tensor weights, Tensor scale) =>
        weights.mul(scale.dim() == 0 ? scale : scale.view([-1, .. Enumerable.Repeat(1L, (int)weights.dim() - 1)]));
}

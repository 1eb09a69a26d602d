using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Blocks;

/// <summary>A shortcut without parameters: fewer pixels, and channels of zeros behind the given ones. Source: He et al., arXiv 1512.03385, option A.</summary>
/// <param name="stride">By how much the resolution falls.</param>
/// <param name="added">How many channels are added.</param>
/// <param name="averages">Whether a pixel is the average over a square of stride x stride pixels, or the first of them.</param>
public sealed class PadShortcut(long stride, long added, bool averages) : ExplicitModule(nameof(PadShortcut))
{
    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var fewer = stride == 1 ? input : averages ? Averaged(input) : Sampled(input);
        return functional.pad(fewer, [0, 0, 0, 0, 0, added]).MoveToOuterDisposeScope();
    }

    // A square that reaches over the edge counts the pixels within.
    private Tensor Averaged(Tensor input) => functional.avg_pool2d(input, stride, stride, ceil_mode: true, count_include_pad: false);

    private Tensor Sampled(Tensor input) => input[.., .., TensorIndex.Slice(step: stride), TensorIndex.Slice(step: stride)];
}

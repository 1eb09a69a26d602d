using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Training;

/// <summary>The loss of a classifier: cross entropy, with smoothed labels if asked for, of both parts of a mixture.</summary>
/// <param name="smoothing">The share of every label that is spread evenly over all classes.</param>
internal sealed class ClassLoss(double smoothing)
{
    /// <summary>The mean loss over a batch.</summary>
    public Tensor Of(Tensor logits, LearningBatch batch)
    {
        var own = functional.cross_entropy(logits, batch.Labels, label_smoothing: smoothing);
        if (batch.Partners is null) return own;
        var other = functional.cross_entropy(logits, batch.Partners, label_smoothing: smoothing);
        return own.mul(batch.Share!).add(other.mul(1 - batch.Share!));
    }
}

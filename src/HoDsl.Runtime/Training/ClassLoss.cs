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
        var loss = functional.cross_entropy(logits, batch.Labels);
        if (batch.Partners is not null)
            loss = loss.mul(batch.Share!).add(functional.cross_entropy(logits, batch.Partners).mul(1 - batch.Share!));
        // The smooth part is the loss of a label that is all classes alike. Libtorch's own way to it makes numbers that no recording sees.
        return smoothing == 0 ? loss : loss.mul(1 - smoothing).add(logits.log_softmax(1).mean(), alpha: -smoothing);
    }
}

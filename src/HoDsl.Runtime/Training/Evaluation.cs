using HoDsl.Runtime.Data;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Training;

/// <summary>Judges a network by images that it has not learnt from.</summary>
public static class Evaluation
{
    /// <summary>Loss and accuracy of a network over a set of images; the network is left in evaluation mode.</summary>
    /// <param name="network">Takes images (batch, channels, height, width) and gives logits (batch, classes).</param>
    /// <param name="batches">The images, normalised as those that the network learnt from.</param>
    /// <param name="precision">In which numbers the network computes.</param>
    /// <param name="stop">Ends the evaluation.</param>
    /// <exception cref="OperationCanceledException">The evaluation was stopped.</exception>
    public static Score Of(Module<Tensor, Tensor> network, Batches batches, Precision precision, CancellationToken stop = default) =>
        Of(new ForwardPass(network, precision), batches, stop);

    internal static Score Of(ForwardPass pass, Batches batches, CancellationToken stop)
    {
        pass.Network.eval();
        using var gradients = no_grad();
        var score = default(Score);
        foreach (var (images, labels) in batches.Epoch())
        {
            using var scope = NewDisposeScope();
            var logits = pass.Logits(images);
            var loss = functional.cross_entropy(logits, labels, reduction: Reduction.Sum);
            score += new Score(images.shape[0], loss.item<float>(), Correct(logits, labels));
            stop.ThrowIfCancellationRequested();
        }

        return score;
    }

    internal static long Correct(Tensor logits, Tensor labels)
    {
        using var scope = NewDisposeScope();
        return logits.argmax(1).eq(labels).sum().item<long>();
    }
}

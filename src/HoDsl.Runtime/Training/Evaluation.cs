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
        var score = default(Score);
        ForEach(pass, batches, stop, (logits, labels) => score += ScoreOf(logits, labels));
        return score;
    }

    internal static Score ScoreOf(Tensor logits, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var loss = functional.cross_entropy(logits, labels, reduction: Reduction.Sum);
        return new Score(labels.shape[0], loss.item<float>(), Hits(logits, labels).item<long>());
    }

    /// <summary>Gives logits and labels of each batch, on the network's device, to an action; the network is left in evaluation mode.</summary>
    internal static void ForEach(ForwardPass pass, Batches batches, CancellationToken stop, Action<Tensor, Tensor> action)
    {
        pass.Network.eval();
        using var gradients = no_grad();
        foreach (var (images, labels) in batches.Once())
        {
            using var scope = NewDisposeScope();
            var batch = new LearningBatch(images, labels).To(pass.Device);
            action(pass.Logits(batch.Images), batch.Labels);
            stop.ThrowIfCancellationRequested();
        }
    }

    /// <summary>How many images are given their label: a tensor of one number.</summary>
    internal static Tensor Hits(Tensor logits, Tensor labels) => logits.argmax(1).eq(labels).sum();
}

using HoDsl.Runtime.Data;
using static TorchSharp.torch;

namespace HoDsl.Runtime.Training;

/// <summary>Mixes each image of a batch with another of it, by a share drawn anew for each batch. Source: arXiv 1710.09412.</summary>
/// <remarks>The share is that of the greater part: whether a pair is called (a, b) or (b, a) makes no difference to the loss.</remarks>
/// <param name="alpha">The parameter of the symmetric Beta distribution; 0 mixes nothing.</param>
internal sealed class Mixup(double alpha)
{
    /// <summary>The batch as it is learnt.</summary>
    /// <param name="images">The images (batch, channels, height, width).</param>
    /// <param name="labels">Their classes (batch).</param>
    /// <param name="draws">The batch's own generator: see <see cref="Batches.DrawsOf"/>.</param>
    public LearningBatch Mix(Tensor images, Tensor labels, SplitMix64 draws)
    {
        if (alpha == 0) return new(images, labels);
        var share = Beta(ref draws);
        share = Math.Max(share, 1 - share);
        var others = tensor(Array.ConvertAll(draws.Permutation((int)images.shape[0]), place => (long)place));
        return new(images.mul(share).add(images.index_select(0, others), alpha: 1 - share), labels, labels.index_select(0, others), tensor((float)share));
    }

    /// <summary>A number of the distribution Beta(alpha, alpha). Source: Joehnk 1964, Metrika 8, 5.</summary>
    internal double Beta(ref SplitMix64 random)
    {
        while (true)
        {
            var (left, right) = (Math.Pow(random.Uniform(), 1 / alpha), Math.Pow(random.Uniform(), 1 / alpha));
            if (left + right is > 0 and <= 1) return left / (left + right);
        }
    }
}

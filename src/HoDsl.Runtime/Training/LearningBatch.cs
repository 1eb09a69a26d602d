using static TorchSharp.torch;

namespace HoDsl.Runtime.Training;

/// <summary>What a step learns from: images with their labels, or mixtures of two images with the labels of both.</summary>
/// <param name="Images">The images or mixtures (batch, channels, height, width).</param>
/// <param name="Labels">The class of each image (batch), or of the greater part of the mixture.</param>
/// <param name="Partners">The class of each mixture's other part (batch), or null where nothing is mixed.</param>
/// <param name="Share">How much of a mixture the first part makes, 1/2 to 1, a scalar; null where nothing is mixed.</param>
internal readonly record struct LearningBatch(Tensor Images, Tensor Labels, Tensor? Partners = null, Tensor? Share = null)
{
    /// <summary>All that it consists of.</summary>
    public Tensor[] Tensors => Partners is null ? [Images, Labels] : [Images, Labels, Partners, Share!];

    /// <summary>How many images it has.</summary>
    public long Count => Images.shape[0];

    /// <summary>The batch on a device, each of its tensors wherever it was.</summary>
    public LearningBatch To(Device device) => Of(Array.ConvertAll(Tensors, tensor => tensor.to(device)));

    /// <summary>The batch that consists of <see cref="Tensors"/>.</summary>
    public static LearningBatch Of(Tensor[] tensors) => tensors is [_, _, var partners, var share] ? new(tensors[0], tensors[1], partners, share) : new(tensors[0], tensors[1]);

    /// <summary>How many images the batch has in so many parts: of sizes that differ by one at most, and in fewer where it has fewer images.</summary>
    public IEnumerable<long> PartSizes(int count)
    {
        var all = Count;
        return Enumerable.Range(0, count).Select(part => (all * (part + 1) / count) - (all * part / count)).Where(size => size > 0);
    }

    /// <summary>The batch in so many parts, or fewer: see <see cref="PartSizes"/>.</summary>
    public IEnumerable<LearningBatch> Parts(int count)
    {
        if (count == 1)
        {
            yield return this;
            yield break;
        }

        var first = 0L;
        foreach (var size in PartSizes(count))
        {
            yield return this with
            {
                Images = Images.narrow(0, first, size),
                Labels = Labels.narrow(0, first, size),
                Partners = Partners?.narrow(0, first, size),
            };
            first += size;
        }
    }
}

using static TorchSharp.torch;

namespace HoDsl.Runtime.Blocks;

/// <summary>Drop-path: in training, terms of the joins are dropped and the rest share their weight. A join is a row of the tableau that averages several stages.</summary>
/// <remarks>
/// Which batches are left a single column is one decision for all bodies of a network, so they share one object of this class; the body that
/// is made first draws. All draws come from the processor's global generator. Source: Larsson et al., arXiv 1605.07648.
/// </remarks>
/// <param name="probability">How often a term is dropped where terms are drawn one by one; one of a join always survives.</param>
/// <param name="globalShare">The share of batches on which a single column lives instead.</param>
/// <exception cref="UserException">One of them is no probability.</exception>
public sealed class DropPath(double probability, double globalShare = 0.5)
{
    private bool _isTaken;

    /// <summary>How often a term is dropped where terms are drawn one by one.</summary>
    public double Probability { get; } = Blocks.Probability.Checked(probability, "Drop-path's probability");

    /// <summary>The share of batches on which a single column lives.</summary>
    public double GlobalShare { get; } = Blocks.Probability.Checked(globalShare, "Drop-path's global share");

    /// <summary>What has been drawn for this batch.</summary>
    internal BatchPaths Batch { get; private set; }

    /// <summary>Draws what lives in a batch.</summary>
    internal BatchPaths Draw() => Batch = rand(1).item<float>() < GlobalShare ? new(rand(1).item<float>()) : new(null);

    /// <summary>Whether nobody has asked before: then the asker draws for all.</summary>
    internal bool IsFirst() => !Interlocked.Exchange(ref _isTaken, true);
}

/// <summary>What lives in a batch throughout the network.</summary>
/// <param name="Column">Where the only column stands, from 0 to before 1; null where each join draws for itself.</param>
internal readonly record struct BatchPaths(double? Column);

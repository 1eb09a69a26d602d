namespace HoDsl.Runtime.Reports;

/// <summary>Whether a classifier is right as often as it is sure: its answers in fifteen bins of confidence.</summary>
/// <remarks>Source: Guo et al., "On calibration of modern neural networks", arXiv 1706.04599, equation 3.</remarks>
internal sealed class Calibration
{
    private const int Bins = 15;

    private readonly (long Images, double Confidence, long Right)[] _bins = new (long, double, long)[Bins];

    /// <summary>The mean difference of confidence and accuracy in a bin, each bin by its share of the images.</summary>
    public double ExpectedError =>
        _bins.Sum(bin => Math.Abs(bin.Confidence - bin.Right)) / Math.Max(1, _bins.Sum(bin => bin.Images));

    /// <summary>Takes an answer.</summary>
    /// <param name="confidence">Its probability as the network gives it.</param>
    /// <param name="right">Whether it is right.</param>
    public void Add(double confidence, bool right)
    {
        // The bins are (0, 1/15], (1/15, 2/15], ....
        ref var bin = ref _bins[Math.Clamp((int)Math.Ceiling(confidence * Bins) - 1, 0, Bins - 1)];
        bin = (bin.Images + 1, bin.Confidence + confidence, bin.Right + (right ? 1 : 0));
    }
}

namespace HoDsl.Runtime.Training;

/// <summary>Loss and accuracy over a number of images.</summary>
/// <param name="Images">How many images.</param>
/// <param name="LossSum">The sum of their cross entropies.</param>
/// <param name="Correct">How many were classified rightly.</param>
public readonly record struct Score(long Images, double LossSum, long Correct)
{
    /// <summary>The mean cross entropy.</summary>
    public double Loss => LossSum / Images;

    /// <summary>The share classified rightly, in per cent.</summary>
    public double Accuracy => 100.0 * Correct / Images;

    /// <summary>Both together.</summary>
    public static Score operator +(Score left, Score right) =>
        new(left.Images + right.Images, left.LossSum + right.LossSum, left.Correct + right.Correct);
}

namespace HoDsl.Runtime.Training;

/// <summary>Where a training stands after a step.</summary>
/// <param name="Epoch">The number of the epoch under way, from 1.</param>
/// <param name="Step">How many steps are done, over all epochs.</param>
/// <param name="Steps">How many steps the whole training has.</param>
/// <param name="Loss">The mean loss of this step's images.</param>
/// <param name="LearningRate">The learning rate of this step.</param>
/// <param name="EpochScore">Loss and accuracy over the epoch so far.</param>
/// <param name="ImagesPerSecond">The speed over the epoch so far.</param>
/// <param name="Remaining">The time that the remaining steps will take at that speed.</param>
public sealed record TrainingProgress(
    int Epoch, long Step, long Steps, double Loss, double LearningRate, Score EpochScore, double ImagesPerSecond, TimeSpan Remaining)
{
    /// <summary>How long steps take: the longest time span where they take longer than one can be.</summary>
    internal static TimeSpan TimeOf(long steps, double secondsAStep) => TimeSpan.FromSeconds(Math.Min(steps * secondsAStep, TimeSpan.MaxValue.TotalSeconds));
}

using System.Globalization;
using HoDsl.Runtime.Training;

namespace HoDsl.Cli.Training;

/// <summary>Where a training stands, in one line.</summary>
internal static class ProgressLine
{
    public static string Of(TrainingProgress progress, int epochs) => string.Create(
        CultureInfo.InvariantCulture,
        $"epoch {progress.Epoch}/{epochs}  loss {progress.EpochScore.Loss:F3}  accuracy {progress.EpochScore.Accuracy:F1} %  rate {progress.LearningRate:G3}  {progress.ImagesPerSecond:F0} images/s  {Time(progress.Remaining)} left");

    private static string Time(TimeSpan time) => time.ToString(time.TotalHours < 1 ? @"m\:ss" : @"d\.hh\:mm\:ss", CultureInfo.InvariantCulture);
}

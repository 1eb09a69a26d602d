using System.Globalization;
using HoDsl.Runtime.Training;

namespace HoDsl.Cli.Training;

/// <summary>Where a training stands, in one line.</summary>
internal static class ProgressLine
{
    /// <summary>The line; where it does not fit into a width, without what matters least.</summary>
    public static string Of(TrainingProgress progress, int epochs, int width = int.MaxValue)
    {
        var parts = Parts(progress, epochs);
        while (parts.Count > 1 && Line(parts).Length > width) parts.Remove(parts.MaxBy(part => part.Rank));
        return Line(parts);
    }

    // In the order in which they stand, the most important with the lowest rank.
    private static List<(int Rank, string Text)> Parts(TrainingProgress progress, int epochs) =>
    [
        (1, $"epoch {progress.Epoch}/{epochs}"),
        (3, Text($"loss {progress.EpochScore.Loss:F3}")),
        (4, Text($"accuracy {progress.EpochScore.Accuracy:F1} %")),
        (6, Text($"rate {progress.LearningRate:G3}")),
        (5, Text($"{progress.ImagesPerSecond:F0} images/s")),
        (2, $"{Time(progress.Remaining)} left"),
    ];

    private static string Line(IEnumerable<(int Rank, string Text)> parts) => string.Join("  ", parts.Select(part => part.Text));

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    // In hours, however many: no form of a time span has that.
    private static string Time(TimeSpan time) =>
        time.TotalHours < 1 ? time.ToString(@"m\:ss", CultureInfo.InvariantCulture) : Text($"{(long)time.TotalHours}:{time.Minutes:00}:{time.Seconds:00}");
}

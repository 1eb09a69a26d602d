using System.Globalization;

namespace HoDsl.Runtime.Training;

/// <summary>Reads the written forms of schedules.</summary>
internal static class ScheduleText
{
    private const string StepWord = "step:", WarmUpWord = "warm-up:";

    /// <summary>The schedule, or null where the text is none.</summary>
    public static Schedule? TryParse(string text) => text switch
    {
        "constant" => Schedule.Constant,
        "cosine" => Schedule.Cosine,
        "one-cycle" => Schedule.OneCycle,
        _ when text.StartsWith(StepWord, StringComparison.Ordinal) => Step(text[StepWord.Length..]),
        _ when text.StartsWith(WarmUpWord, StringComparison.Ordinal) => WarmUp(text[WarmUpWord.Length..]),
        _ => null,
    };

    private static Schedule? Step(string text)
    {
        var epochs = new List<int>();
        foreach (var part in text.Split(','))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch)) return null;
            epochs.Add(epoch);
        }

        return Schedule.AreRising(epochs) ? Schedule.Step(epochs) : null;
    }

    private static Schedule? WarmUp(string text) =>
        text.Split('+', 2) is [var number, var rest] && TryParse(rest) is { } then
        && double.TryParse(number, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var epochs) && Schedule.IsWarmUp(epochs)
            ? Schedule.WarmUp(epochs, then)
            : null;
}

using System.Globalization;
using HoDsl.Runtime.Training;

namespace HoDsl.Cli.Training;

/// <summary>The table of epochs, a row at a time; numbers that blocks have learnt stand at the end of the row.</summary>
internal static class EpochTable
{
    private const int MostNumbers = 8;

    /// <summary>The names of the columns; epochs are judged by images kept from the training set, where there are such.</summary>
    public static string Header(bool byValidation)
    {
        var judged = byValidation ? "val" : "test";
        return $"epoch   train loss   train acc %   {judged,4} loss   {judged,4} acc %   seconds   images/s";
    }

    public static string Row(EpochMetrics metrics) => string.Create(
        CultureInfo.InvariantCulture,
        $"{metrics.Epoch,5}   {metrics.TrainLoss,10:F4}   {metrics.TrainAcc,11:F2}   {metrics.TestLoss,9:F4}   {metrics.TestAcc,10:F2}   {metrics.Seconds,7:F1}   {metrics.ImagesPerSecond,8:F0}{Learnt(metrics.Learnt)}");

    private static string Learnt(IReadOnlyDictionary<string, double>? numbers)
    {
        if (numbers is null) return "";
        var shown = numbers.Count <= MostNumbers
            ? string.Join(' ', numbers.Values.Select(Short))
            : $"{Short(numbers.Values.Min())} to {Short(numbers.Values.Max())}, mean {Short(numbers.Values.Average())}";
        return $"   learnt {shown}";
    }

    private static string Short(double number) => number.ToString("F3", CultureInfo.InvariantCulture);
}

using System.Globalization;
using HoDsl.Runtime.Training;

namespace HoDsl.Cli.Training;

/// <summary>The table of epochs, a row at a time.</summary>
internal static class EpochTable
{
    public const string Header = "epoch   train loss   train acc %   test loss   test acc %   seconds   images/s";

    public static string Row(EpochMetrics metrics) => string.Create(
        CultureInfo.InvariantCulture,
        $"{metrics.Epoch,5}   {metrics.TrainLoss,10:F4}   {metrics.TrainAcc,11:F2}   {metrics.TestLoss,9:F4}   {metrics.TestAcc,10:F2}   {metrics.Seconds,7:F1}   {metrics.ImagesPerSecond,8:F0}");
}

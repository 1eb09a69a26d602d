using System.Text.Json.Serialization;

namespace HoDsl.Runtime.Training;

/// <summary>What one epoch came to.</summary>
/// <param name="Epoch">The number of the epoch, from 1.</param>
/// <param name="TrainLoss">The mean loss over the training images, each as the network was when it saw the image.</param>
/// <param name="TrainAcc">The share of training images classified rightly when the network saw them, in per cent.</param>
/// <param name="TestLoss">The mean cross entropy over the images that the network is judged by after the epoch: see <see cref="Data.DataSet.Judged"/>.</param>
/// <param name="TestAcc">The share of these images classified rightly after the epoch, in per cent.</param>
/// <param name="Seconds">How long the training took, without the test.</param>
/// <param name="ImagesPerSecond">Training images by that time.</param>
/// <param name="Learnt">The numbers that blocks have learnt beside their weights, such as steps, by their paths in the network; null where there are none.</param>
public sealed record EpochMetrics(
    int Epoch, double TrainLoss, double TrainAcc, double TestLoss, double TestAcc, double Seconds, double ImagesPerSecond,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyDictionary<string, double>? Learnt = null);

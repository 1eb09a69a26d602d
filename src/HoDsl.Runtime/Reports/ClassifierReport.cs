using HoDsl.Runtime.Data;
using HoDsl.Runtime.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Reports;

/// <summary>How well a classifier does on images that it has not learnt from, class by class.</summary>
/// <param name="Score">Loss and accuracy over all images.</param>
/// <param name="Confusion">How many images of each class (first index) the network takes for each class (second index).</param>
/// <param name="CalibrationError">The expected calibration error: by how much confidence and accuracy differ, from 0 to 1.</param>
public sealed record ClassifierReport(Score Score, IReadOnlyList<IReadOnlyList<long>> Confusion, double CalibrationError)
{
    /// <summary>How many images of a class there are.</summary>
    public long Images(int label) => Confusion[label].Sum();

    /// <summary>The share of a class's images that are classified rightly, in per cent; null where there are none.</summary>
    public double? Accuracy(int label) => Images(label) is > 0 and var images ? 100.0 * Confusion[label][label] / images : null;

    /// <summary>Judges a network; it is left in evaluation mode.</summary>
    /// <param name="network">Takes images (batch, channels, height, width) and gives logits (batch, classes).</param>
    /// <param name="batches">The images, normalised as those that the network learnt from.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="precision">In which numbers the network computes.</param>
    public static ClassifierReport Of(Module<Tensor, Tensor> network, Batches batches, int classes, Precision precision)
    {
        var score = default(Score);
        var confusion = Enumerable.Range(0, classes).Select(_ => new long[classes]).ToArray();
        var calibration = new Calibration();
        Evaluation.ForEach(new ForwardPass(network, precision), batches, default, (logits, labels) =>
        {
            score += Evaluation.ScoreOf(logits, labels);
            Count(logits, labels, confusion, calibration);
        });
        return new(score, confusion, calibration.ExpectedError);
    }

    private static void Count(Tensor logits, Tensor labels, long[][] confusion, Calibration calibration)
    {
        var (confidences, answers) = functional.softmax(logits, 1).max(1);
        var (confidence, answer, label) = (confidences.cpu().data<float>(), answers.cpu().data<long>(), labels.cpu().data<long>());
        for (var image = 0; image < label.Count; image++)
        {
            confusion[label[image]][answer[image]]++;
            calibration.Add(confidence[image], answer[image] == label[image]);
        }
    }
}

using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Training;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HoDsl.Runtime.Reports;

/// <summary>What a network takes an image for.</summary>
/// <param name="Class">A class.</param>
/// <param name="Probability">Its probability, from 0 to 1.</param>
public readonly record struct Prediction(string Class, double Probability)
{
    /// <summary>All classes for a PNG image, the most probable first; the network is left in evaluation mode.</summary>
    /// <param name="network">The trained network of a run.</param>
    /// <param name="run">The run: the shape of its images, its classes, what it normalises by.</param>
    /// <param name="file">The image.</param>
    /// <exception cref="UserException">The file is no PNG image, or of another shape than the run's images.</exception>
    public static IReadOnlyList<Prediction> Of(Module<Tensor, Tensor> network, RunDescription run, string file)
    {
        var image = new ImageSet(ImageFile.ReadPng(file, run.Image), [0], run.Image, run.Classes);
        IReadOnlyList<Prediction> predictions = [];
        Evaluation.ForEach(
            new ForwardPass(network, run.PrecisionOn(ForwardPass.DeviceOf(network))), Batches.ForEvaluation(image, run.Statistics, 1), default,
            (logits, _) => predictions = [.. Named(functional.softmax(logits, 1), run.Classes).OrderByDescending(prediction => prediction.Probability)]);
        return predictions;
    }

    private static IEnumerable<Prediction> Named(Tensor probabilities, IReadOnlyList<string> classes) =>
        classes.Zip(probabilities.cpu().data<float>().ToArray(), (name, probability) => new Prediction(name, probability));
}

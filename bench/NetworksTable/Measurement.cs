using System.Diagnostics;
using HoDsl.Runtime.Data;
using HoDsl.Runtime.Training;
using static TorchSharp.torch;

namespace HoDsl.Bench;

/// <summary>A line of the table: what a network costs, how long a step takes and what one short epoch teaches it.</summary>
internal sealed class Measurement : ITrainingObserver
{
    private readonly List<double> _seconds = [];
    private long _last = Stopwatch.GetTimestamp();

    /// <summary>Trains a network for one epoch, and gives its line.</summary>
    public static string Of(SmallNetwork network, DataSet data)
    {
        using var scope = NewDisposeScope();
        var (image, classes) = (data.Training.Shape, data.Training.Classes.Count);
        manual_seed(1);
        using var made = network.Make(image, classes);
        var measurement = new Measurement();
        var epoch = new Trainer(made, new(Epochs: 1, Batch: 32, LearningRate: 0.05)).Train(data, measurement)[0];
        var described = network.Describe(image, classes);
        var step = measurement._seconds.Order().ElementAt(measurement._seconds.Count / 2);
        var (name, cost) = ($"`{network.Name}` | {described.OpenScheme?.AtHand?.Name} | `{network.Size}`", described.Cost);
        return FormattableString.Invariant($"| {name} | {cost.Parameters:N0} | {cost.MultiplyAdds:N0} | {1000 * step:F0} | {epoch.TestLoss:F2} |");
    }

    /// <inheritdoc/>
    public void OnStep(TrainingProgress progress)
    {
        var now = Stopwatch.GetTimestamp();
        _seconds.Add(Stopwatch.GetElapsedTime(_last, now).TotalSeconds);
        _last = now;
    }

    /// <inheritdoc/>
    public void OnEpoch(EpochMetrics metrics)
    {
    }
}

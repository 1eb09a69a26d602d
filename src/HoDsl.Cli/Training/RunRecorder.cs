using HoDsl.Runtime.Checkpoints;
using HoDsl.Runtime.Training;
using static TorchSharp.torch.nn;

namespace HoDsl.Cli.Training;

/// <summary>Saves the weights and the metrics after each epoch.</summary>
internal sealed class RunRecorder(RunFolder folder, Module network) : ITrainingObserver
{
    public void OnStep(TrainingProgress progress)
    {
    }

    public void OnEpoch(EpochMetrics metrics)
    {
        folder.Save(network);
        folder.Append(metrics);
    }
}

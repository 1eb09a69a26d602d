using HoDsl.Runtime.Training;

namespace HoDsl.Cli.Training;

/// <summary>Several observers as one, told in order.</summary>
internal sealed class Observers(params ITrainingObserver[] observers) : ITrainingObserver
{
    public void OnStep(TrainingProgress progress)
    {
        foreach (var observer in observers) observer.OnStep(progress);
    }

    public void OnEpoch(EpochMetrics metrics)
    {
        foreach (var observer in observers) observer.OnEpoch(metrics);
    }
}

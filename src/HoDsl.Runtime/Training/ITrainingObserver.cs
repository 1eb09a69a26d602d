namespace HoDsl.Runtime.Training;

/// <summary>What wants to know how a training goes on: a progress bar, a log, a saver of weights.</summary>
public interface ITrainingObserver
{
    /// <summary>After each step of the optimizer.</summary>
    void OnStep(TrainingProgress progress);

    /// <summary>After each epoch and its test.</summary>
    void OnEpoch(EpochMetrics metrics);
}
